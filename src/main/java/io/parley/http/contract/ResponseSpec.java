package io.parley.http.contract;

import java.util.Map;
import java.util.Set;

/**
 * What an operation answers with one status.
 *
 * @param types   the schema of each media type; none when the answer has no body
 * @param headers names that must be there
 */
public record ResponseSpec(Map<String, Schema> types, Set<String> headers) {
}
