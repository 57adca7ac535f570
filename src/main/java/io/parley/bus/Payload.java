package io.parley.bus;

/**
 * What a sender gives for a message.
 *
 * @param body the text that every XMPP client shows; null for a message of data alone
 * @param data the whole JSON object that the sender gave, encoded, {@code body} included; null for plain text
 */
public record Payload(String body, String data) {
}
