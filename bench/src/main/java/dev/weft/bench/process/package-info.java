/** How the processes of the benchmark talk to the one that started them: lines on standard input and output. */
@NullMarked
package dev.weft.bench.process;

import org.jspecify.annotations.NullMarked;
