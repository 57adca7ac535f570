package io.parley.http.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One operation of the contract.
 *
 * @param id        the operationId
 * @param name      the operationId of the form without a session in the path: both forms do the same
 * @param path      the template, {@code /restapi/v1/chat/rooms/{roomName}}
 * @param schemes   the security schemes that it takes
 * @param anonymous whether it can be called without credentials
 * @param responses by status
 */
public record OperationSpec(String id, String name, HttpMethod method, String path, List<ParameterSpec> parameters, BodySpec body,
                            Set<String> schemes, boolean anonymous, Map<Integer, ResponseSpec> responses) {
    private static final String SESSION_FORM = "/restapi/v1/chat/{session}";
    private static final String SESSION_SUFFIX = "In";

    static OperationSpec of(Operation operation, String path, Schemas schemas) {
        List<SecurityRequirement> security = operation.getSecurityRequirements();
        return new OperationSpec(operation.getOperationId(), nameOf(operation.getOperationId(), path), operation.getHttpMethod(), path,
                operation.getParameters().stream().map(parameter -> parameter(parameter, schemas)).toList(),
                body(operation, schemas),
                security.stream().flatMap(either -> either.getNames().stream()).collect(Collectors.toUnmodifiableSet()),
                security.isEmpty() || security.stream().anyMatch(SecurityRequirement::isEmpty),
                responses(operation, schemas));
    }

    private static String nameOf(String id, String path) {
        if (!path.startsWith(SESSION_FORM)) {
            return id;
        }
        if (!id.endsWith(SESSION_SUFFIX)) {
            throw new IllegalArgumentException("openapi.yaml: the operation " + id + " has {session} in its path, so its name ends in In");
        }
        return id.substring(0, id.length() - SESSION_SUFFIX.length());
    }

    private static ParameterSpec parameter(Parameter parameter, Schemas schemas) {
        return new ParameterSpec(parameter.getName(), parameter.getIn(), parameter.isRequired(),
                parameter.getOpenAPIModel().getBoolean("x-opaque", false), parameter.getSchemaType(),
                schemas.of(parameter.getSchema()));
    }

    private static BodySpec body(Operation operation, Schemas schemas) {
        if (operation.getRequestBody() == null) {
            return BodySpec.NONE;
        }
        Map<String, MediaType> content = operation.getRequestBody().getContent();
        MediaType text = content.get("text/plain");
        boolean jsonAsText = text != null && text.getOpenAPIModel().getBoolean("x-json", false);
        return new BodySpec(operation.getRequestBody().isRequired(), types(content, schemas), jsonAsText);
    }

    private static Map<Integer, ResponseSpec> responses(Operation operation, Schemas schemas) {
        Map<Integer, ResponseSpec> responses = new TreeMap<>();
        for (String status : operation.getOpenAPIModel().getJsonObject("responses").fieldNames()) {
            if (status.matches("\\d{3}")) {
                responses.put(Integer.valueOf(status), response(operation.getResponse(Integer.parseInt(status)), schemas));
            }
        }
        return responses;
    }

    private static ResponseSpec response(Response response, Schemas schemas) {
        Set<String> headers = response.getHeaders().stream().filter(Parameter::isRequired).map(Parameter::getName)
                .collect(Collectors.toUnmodifiableSet());
        return new ResponseSpec(types(response.getContent(), schemas), headers);
    }

    private static Map<String, Schema> types(Map<String, MediaType> content, Schemas schemas) {
        Map<String, Schema> types = new LinkedHashMap<>();
        content.forEach((type, media) -> types.put(MediaTypes.original(type), schemas.of(media.getSchema())));
        return types;
    }
}
