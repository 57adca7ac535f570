package io.parley.admin.property;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.PropertyCommand.DeleteProperty;
import io.parley.bus.PropertyCommand.GetProperty;
import io.parley.bus.PropertyCommand.ListProperties;
import io.parley.bus.PropertyCommand.ReplaceProperty;
import io.parley.bus.PropertyCommand.SetProperty;
import io.parley.bus.PropertyReply;
import io.parley.bus.PropertyReply.SystemProperty;
import io.parley.config.LiveConfig;
import io.parley.config.Setting;
import io.parley.store.SystemProperties;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;

/** Parley's configuration and clients' own properties, as one list. What is set counts on this node before the answer. */
public final class PropertyResource implements AdminResource {
    private final SystemProperties properties;
    private final LiveConfig config;
    private final PropertyRules rules;

    public PropertyResource(SystemProperties properties, LiveConfig config) {
        this.properties = properties;
        this.config = config;
        this.rules = new PropertyRules(config);
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListProperties.class, this::list);
        table.on(GetProperty.class, asked -> get(asked.key()));
        table.on(SetProperty.class, asked -> {
            rules.requireSettable(asked.key(), asked.value());
            return properties.put(asked.key(), asked.value()).compose(done -> inEffect());
        });
        table.on(ReplaceProperty.class, this::replace);
        table.on(DeleteProperty.class, asked -> {
            rules.requireChangeable(asked.key());
            return properties.remove(asked.key()).compose(there -> there ? inEffect() : unknown(asked.key()));
        });
    }

    private Future<PropertyReply.Properties> list(ListProperties asked) {
        return properties.all().map(own -> {
            TreeMap<String, String> all = new TreeMap<>(own);
            config.settings().forEach(setting -> all.put(setting.name(), value(setting, own)));
            Map<String, String> rest = asked.after() == null ? all : all.tailMap(asked.after(), false);
            return new PropertyReply.Properties(rest.entrySet().stream().limit(asked.limit() == null ? Integer.MAX_VALUE : asked.limit())
                    .map(one -> new SystemProperty(one.getKey(), one.getValue())).toList());
        });
    }

    private Future<SystemProperty> get(String key) {
        return properties.all().compose(own -> rules.setting(key).map(setting ->
                        Future.succeededFuture(new SystemProperty(key, value(setting, own))))
                .orElseGet(() -> own.containsKey(key) ? Future.succeededFuture(new SystemProperty(key, own.get(key))) : unknown(key)));
    }

    /** Another node may have set it a moment ago. */
    private static String value(Setting setting, Map<String, String> own) {
        return setting.kind() == Setting.Kind.LIVE && own.get(setting.name()) != null ? own.get(setting.name()) : setting.value();
    }

    /** A key of the configuration is always there. */
    private Future<Done> replace(ReplaceProperty asked) {
        rules.requireSettable(asked.key(), asked.value());
        if (rules.setting(asked.key()).isPresent()) {
            return properties.put(asked.key(), asked.value()).compose(done -> inEffect());
        }
        return properties.replace(asked.key(), asked.value()).compose(there -> there ? inEffect() : unknown(asked.key()));
    }

    private Future<Done> inEffect() {
        return properties.all().map(all -> {
            config.become(all);
            return new Done();
        });
    }

    private static <T> Future<T> unknown(String key) {
        return Future.failedFuture(Problem.notFound("unknown-property", "Admins have set no property " + key + ".").exception());
    }
}
