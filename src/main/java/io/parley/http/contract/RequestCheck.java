package io.parley.http.contract;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.XmlText;
import io.parley.http.Call;
import io.parley.http.contract.xml.XmlForm;
import io.parley.http.contract.xml.XmlReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a request whose body has been read against its operation; every refusal is a {@link io.parley.bus.ProblemException}. */
final class RequestCheck {
    private static final String SESSION = "session";

    private final OperationSpec operation;
    private final RoutingContext context;
    private final List<Fault> faults = new ArrayList<>();
    private String notXml;

    RequestCheck(OperationSpec operation, RoutingContext context) {
        this.operation = operation;
        this.context = context;
    }

    /** @param type what {@link ContentCheck} found out */
    void run(String type) {
        operation.parameters().forEach(this::checkParameter);
        checkBody(type);
        if (!faults.isEmpty()) {
            throw new Problem(400, "invalid-input", "The request does not match the contract.", null, null, faults).exception();
        }
        if (notXml != null) {
            throw XmlText.refusal(notXml).exception();
        }
    }

    private void checkParameter(ParameterSpec parameter) {
        List<String> values = values(parameter);
        List<Fault> wrong = parameter.faults(values);
        if (!wrong.isEmpty() && parameter.name().equals(SESSION)) {
            throw Problem.notFound("unknown-session", "There is no such session.").exception();
        }
        faults.addAll(wrong);
        if (!parameter.opaque()) {
            values.forEach(value -> checkCharacters(parameter.pointer(), value));
        }
    }

    private List<String> values(ParameterSpec parameter) {
        return switch (parameter.in()) {
            case PATH -> Optional.ofNullable(context.pathParam(parameter.name())).map(List::of).orElse(List.of());
            case QUERY -> context.queryParams().getAll(parameter.name());
            case HEADER -> context.request().headers().getAll(parameter.name());
            case COOKIE -> context.request().cookies(parameter.name()).stream().map(cookie -> cookie.getValue()).toList();
        };
    }

    private void checkBody(String type) {
        BodySpec body = operation.body();
        Buffer bytes = context.body().buffer();
        if (body.isNone()) {
            return;
        }
        if (bytes == null || bytes.length() == 0) {
            if (body.required()) {
                throw Problem.badRequest("missing-body", "This operation needs a body.").exception();
            }
            return;
        }
        String text = decoded(bytes);
        Optional<XmlForm.Document> xml = body.document(type);
        boolean json = body.isJson(type) || xml.isPresent();
        Object value = xml.<Object>map(document -> XmlReader.read(text, document)).orElseGet(() -> json ? parsed(text) : text);
        Schema schema = body.schema(type).orElseThrow();
        faults.addAll(schema.faults("", value));
        if (json) {
            xml.ifPresent(document -> context.put(Call.BODY, value));
            checkDeclared(schema, value);
        } else if (!body.takesXml()) {
            checkCharacters("", text);
        }
    }

    /** What the sender adds of their own travels as JSON, in which every character is possible; what the contract names becomes XML. */
    private void checkDeclared(Schema schema, Object value) {
        if (value instanceof JsonObject object) {
            object.fieldNames().stream().filter(schema::declares).forEach(name -> checkTexts("/" + name, object.getValue(name)));
        }
    }

    private void checkTexts(String pointer, Object value) {
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                checkTexts(pointer + "/" + i, array.getValue(i));
            }
        } else if (value instanceof String text) {
            checkCharacters(pointer, text);
        }
    }

    private void checkCharacters(String pointer, String text) {
        if (notXml == null && XmlText.firstIllegal(text) >= 0) {
            notXml = pointer;
        }
    }

    private static String decoded(Buffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes())).toString();
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("malformed-text", "The body is not UTF-8.").exception(e);
        }
    }

    private static Object parsed(String text) {
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            throw Problem.badRequest("malformed-json", "The body is not JSON.").exception(e);
        }
    }
}
