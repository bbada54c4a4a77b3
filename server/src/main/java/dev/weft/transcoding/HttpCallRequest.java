package dev.weft.transcoding;

import java.util.Optional;

/**
 * A call of a service that speaks HTTP and JSON.
 *
 * @param method GET and so on
 * @param pathAndQuery percent-encoded, from the first slash on
 * @param body JSON in UTF-8; empty when there is none
 */
public record HttpCallRequest(String method, String pathAndQuery, Optional<byte[]> body) {}
