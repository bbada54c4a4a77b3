package dev.weft.plan;

/**
 * What fills a field, in the words of the page's declaration.
 *
 * @param field the field, from the message that is filled: {@code filter.user_id}
 * @param expression what fills it: {@code request.user_id}; empty for a message that is composed of the fields that follow
 */
public record Fill(String field, String expression) {}
