package io.parley.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML into one flat map, from {@code http.port} to its value. */
final class ConfigFile {
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    /** @throws ConfigException when the file is not there or is no YAML */
    Map<String, JsonNode> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException(List.of(file + ": there is no such file, or it cannot be read"));
        }
        JsonNode root;
        try {
            root = yaml.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new ConfigException(List.of(file + where + ": not YAML as Parley reads it: " + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
        if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
            throw new ConfigException(List.of(file + ": wants keys and values, as conf/parley.yaml has them"));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        flatten("", root, values);
        return values;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> into) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(key + ".", entry.getValue(), into);
            } else {
                into.put(key, entry.getValue());
            }
        });
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
