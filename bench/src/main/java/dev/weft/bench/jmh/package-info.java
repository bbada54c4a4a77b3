/** What Weft does with messages, alone and without a network, against the usual ways (JMH). */
@NullMarked
package dev.weft.bench.jmh;

import org.jspecify.annotations.NullMarked;
