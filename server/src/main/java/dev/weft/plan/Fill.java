package dev.weft.plan;

/**
 * What fills a field, in the words of the page's declaration.
 *
 * @param field the field, from the message that is filled: {@code filter.user_id}
 * @param expression what fills it: {@code request.user_id}
 */
public record Fill(String field, String expression) {}
