package io.parley.chaos;

import io.parley.support.ParleyNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The workgroup that is asked, and its books, which a back-end reads. */
record Workgroup(String name, Insistence insistence) {
    /** Offers and questions do not stand long, so that some pass by. */
    void open(List<String> experts) {
        call(HttpMethod.POST, "/ask/admin", new JsonObject().put("name", name).put("open", true).put("members", new JsonArray(experts))
                .put("maxChats", 100).put("missedOffers", 100).put("offerTimeout", 6).put("requestTimeout", 20).put("rejectionTimeout", 2)
                .put("invitationTimeout", 60).put("visitorTimeout", 600));
    }

    QuestionsVerdict verdict(Questions questions) {
        List<JsonObject> requests = new ArrayList<>();
        String more = "?limit=500";
        while (more != null) {
            JsonObject page = call(HttpMethod.GET, "/workgroups/" + name + "/requests" + more, null);
            page.getJsonArray("requests").forEach(request -> requests.add((JsonObject) request));
            more = page.containsKey("after") ? "?limit=500&after=" + page.getString("after") : null;
        }
        JsonObject statistics = call(HttpMethod.GET, "/workgroups/" + name + "/statistics", null);
        return new QuestionsVerdict(questions.all(), requests, statistics);
    }

    private JsonObject call(HttpMethod method, String path, JsonObject body) {
        Reply reply = insistence.ask(Request.by(ParleyNode.SECRET, method, Request.V1 + path, body));
        if (!reply.ok()) {
            throw new IllegalStateException(method + " " + path + " was answered " + reply);
        }
        return reply.text().isEmpty() ? new JsonObject() : reply.json();
    }
}
