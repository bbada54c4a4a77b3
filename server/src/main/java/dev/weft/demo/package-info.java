/**
 * The downstream services of the demo: three real gRPC servers on loopback sockets, with data that is always the same and
 * faults on demand. They know nothing of Weft.
 */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
