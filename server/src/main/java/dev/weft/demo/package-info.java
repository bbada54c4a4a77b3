/**
 * The downstream services of the demo: real servers on loopback sockets, one that speaks HTTP and the others gRPC,
 * with data that is always the same and faults on demand. They know nothing of Weft.
 */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
