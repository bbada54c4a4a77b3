/**
 * The downstream services of the demo: three real servers on loopback sockets, two that speak gRPC and one that
 * speaks HTTP, with data that is always the same and faults on demand. They know nothing of Weft.
 */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
