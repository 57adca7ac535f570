package io.parley.http;

import io.vertx.ext.web.MIMEHeader;

/** Whether something is answered as JSON or as text: a login as the bare stream id, a transcript for people to read. */
enum AnswerForm {
    JSON, TEXT;

    /** What the caller likes best (Accept, RFC 9110, section 12.5.1); text for who does not care, or wants what neither is. */
    static AnswerForm of(Call call) {
        return of(call, TEXT);
    }

    /** @param otherwise for who does not care, or wants what neither is */
    static AnswerForm of(Call call, AnswerForm otherwise) {
        for (MIMEHeader accepted : call.context().parsedHeaders().accept()) { // best liked first
            String type = accepted.component() + "/" + accepted.subComponent();
            if (type.equals("*/*")) {
                return otherwise;
            } else if (type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("application/*")) {
                return JSON;
            } else if (type.equalsIgnoreCase("text/plain") || type.equalsIgnoreCase("text/*")) {
                return TEXT;
            }
        }
        return otherwise;
    }
}
