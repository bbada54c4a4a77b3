/** The composition root: command line, configuration, and the server that is wired from them. */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
