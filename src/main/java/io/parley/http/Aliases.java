package io.parley.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The prefixes that older clients use lead to the same operations. To be the first handler of the router: a reroute clears the headers
 * that others have set on the answer.
 */
public final class Aliases implements Handler<RoutingContext> {
    /** In the context of a request by the prefix of Openfire's REST API plugin, whose clients expect XML where they ask for nothing else. */
    public static final String XML_EXPECTED = "parley.xml-expected";

    private static final String PREFIX = "/restapi/v1/";
    private static final String PLUGIN = "/plugins/restapi/v1/";
    private static final List<String> OLDER = List.of("/rest/api/restapi/v1/", PLUGIN);

    @Override
    public void handle(RoutingContext context) {
        String path = context.request().path();
        for (String older : OLDER) {
            if (path != null && path.startsWith(older)) {
                context.put(XML_EXPECTED, older.equals(PLUGIN));
                String query = context.request().query(); // a reroute would drop it
                context.reroute(PREFIX + path.substring(older.length()) + (query == null ? "" : "?" + query));
                return;
            }
        }
        context.next();
    }
}
