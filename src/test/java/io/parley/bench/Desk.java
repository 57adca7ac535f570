package io.parley.bench;

import io.parley.bench.Told.News;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** A workgroup, who asks it, and its experts, each with an event stream: all of them back-ends with the master secret. */
final class Desk {
    private static final String API = "/restapi/v1";
    private static final String DATA = "data: ";

    private final HttpClient client;
    private final RequestOptions base;
    private final ParleyClients clients;
    private final String workgroup;
    private final Function<News, String> about;
    private final Told offers = new Told();
    private final Told invitations = new Told();

    /** @param about by what an offer is waited for */
    Desk(HttpClient client, ParleyNode node, ParleyClients clients, String workgroup, Function<News, String> about) {
        this.client = client;
        this.base = new RequestOptions().setHost(node.base().getHost()).setPort(node.base().getPort())
                .putHeader("Authorization", ParleyNode.SECRET);
        this.clients = clients;
        this.workgroup = workgroup;
        this.about = about;
    }

    /** Nothing is due while it is measured, but a rejected question may come back after a second. */
    Future<Void> open(List<String> experts) {
        JsonObject settings = new JsonObject().put("name", workgroup).put("members", new JsonArray(experts)).put("maxChats", 100)
                .put("offerTimeout", 3600).put("requestTimeout", 86_400).put("visitorTimeout", 86_400).put("invitationTimeout", 3600)
                .put("rejectionTimeout", 1);
        return call(HttpMethod.POST, "/ask/admin", settings).mapEmpty();
    }

    Future<Void> login(String expert) {
        return clients.vouchedFor(expert).compose(user -> user.listen(line -> read(expert, line))).mapEmpty();
    }

    private void read(String expert, String line) {
        long nanos = System.nanoTime();
        if (!line.startsWith(DATA)) {
            return;
        }
        News news = new News(expert, new JsonObject(line.substring(DATA.length())), nanos);
        String type = news.event().getString("type");
        if ("offerReceived".equals(type)) {
            offers.come(about.apply(news), news);
        } else if ("invitationReceived".equals(type)) {
            invitations.come(news.event().getString("reason"), news);
        }
    }

    /** The id of the request. */
    Future<String> ask() {
        return call(HttpMethod.POST, "/ask", new JsonObject().put("userID", "visitor").put("emailAddress", "visitor@hospital.test")
                .put("question", "What is the meaning of life").put("workgroup", workgroup))
                .map(answer -> answer.toJsonObject().getString("id"));
    }

    Future<Void> cancel(String id) {
        return call(HttpMethod.DELETE, "/ask/" + id, null).mapEmpty();
    }

    Future<Void> accept(String expert, String id) {
        return call(HttpMethod.PUT, offer(expert, id), null).mapEmpty();
    }

    Future<Void> reject(String expert, String id) {
        return call(HttpMethod.DELETE, offer(expert, id), null).mapEmpty();
    }

    Future<Void> join(String expert) {
        return call(HttpMethod.POST, "/chat/assists/" + workgroup + "?user=" + expert, new JsonObject()).mapEmpty();
    }

    /** What they were offered before is none of theirs any more. */
    Future<Void> leave(String expert) {
        return call(HttpMethod.DELETE, "/chat/assists/" + workgroup + "?user=" + expert, null).onSuccess(done -> offers.clear()).mapEmpty();
    }

    private String offer(String expert, String id) {
        return "/chat/assists/" + workgroup + "/" + id + "?user=" + expert;
    }

    Future<News> offered(String what) {
        return offers.next(what);
    }

    Future<News> invited(String id) {
        return invitations.next(id);
    }

    private Future<Buffer> call(HttpMethod method, String path, JsonObject body) {
        RequestOptions options = new RequestOptions(base).setMethod(method).setURI(API + path);
        if (body != null) {
            options.putHeader("Content-Type", "application/json");
        }
        return client.request(options)
                .compose(request -> body == null ? request.send() : request.send(body.toBuffer()))
                .compose(answer -> answer.body().compose(text -> answer.statusCode() < 300 ? Future.succeededFuture(text)
                        : Future.failedFuture(method + " " + path + " was answered " + answer.statusCode() + ": " + text)));
    }
}
