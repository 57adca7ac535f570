package io.parley.http.contract;

import io.netty.handler.codec.http.QueryStringEncoder;
import io.parley.http.Aliases;
import io.parley.http.Answer;
import io.parley.http.contract.xml.XmlForm;
import io.parley.http.contract.xml.XmlWriter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** Gives an answer the form that the caller wants: JSON, or XML where the contract has it; and the way to the next page of a list. */
final class AnswerForms {
    private static final String JSON = "application/json";
    private static final String XML = "application/xml";
    private static final String AFTER = "after";

    private AnswerForms() {
    }

    static Answer of(RoutingContext context, OperationSpec operation, Answer answer) {
        if (answer instanceof Answer.Page page) {
            if (page.next() != null) {
                context.response().putHeader("Link", "<" + next(context, page.next()) + ">; rel=\"next\"");
            }
            return of(context, operation, Answer.ok(page.body()));
        }
        return answer instanceof Answer.Json json ? json(context, operation, json) : answer;
    }

    private static Answer json(RoutingContext context, OperationSpec operation, Answer.Json json) {
        Optional<XmlForm.Document> document = Optional.ofNullable(operation.responses().get(json.status()))
                .map(response -> response.types().get(XML)).flatMap(Schema::xml);
        return document.isPresent() && wantsXml(context)
                ? new Answer.Xml(json.status(), XmlWriter.write(new JsonObject(Json.encodeToBuffer(json.body())), document.get()))
                : json;
    }

    /** What the caller likes best (Accept, RFC 9110, section 12.5.1). */
    private static boolean wantsXml(RoutingContext context) {
        for (MIMEHeader accepted : context.parsedHeaders().accept()) { // best liked first
            String type = (accepted.component() + "/" + accepted.subComponent()).toLowerCase(Locale.ROOT);
            if (type.equals(JSON)) {
                return false;
            } else if (type.equals(XML) || type.equals("text/xml")) {
                return true;
            } else if (accepted.component().equals("*") || type.equals("application/*")) {
                break;
            }
        }
        return expectsXml(context);
    }

    /** Who says nothing reads what they write; who writes nothing, what the path's older clients expect. */
    private static boolean expectsXml(RoutingContext context) {
        String written = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        boolean plugin = Boolean.TRUE.equals(context.<Boolean>get(Aliases.XML_EXPECTED));
        if (written == null) {
            return plugin;
        }
        String type = MediaTypes.essence(written);
        return type.equals(XML) || type.equals("text/xml") || plugin && !type.equals(JSON);
    }

    /** Relative to the request's own path, by whichever prefix it came (RFC 3986, section 5.2.2). */
    private static String next(RoutingContext context, String after) {
        QueryStringEncoder query = new QueryStringEncoder("");
        context.queryParams().forEach(parameter -> {
            if (!parameter.getKey().equals(AFTER)) {
                query.addParam(parameter.getKey(), parameter.getValue());
            }
        });
        query.addParam(AFTER, after);
        return query.toString();
    }
}
