package io.parley.admin.server;

import io.parley.admin.AdHoc;
import io.parley.admin.RegisteredUsers;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** The commands of XEP-0133, in the dialects of Prosody, ejabberd and Openfire: what the form asks for is what it is given. */
public final class StandardServerAdmin implements ServerAdmin {
    /** A list that is longer the stream could not carry: see xmpp.maxStanzaBytes. */
    private static final int MOST_USERS = 1_000_000;
    private static final List<String> EVERYBODY = List.of("all");

    private final AdminStream stream;
    private final AdHoc commands;
    private final DomainBareJid domain;
    private final KnownCapabilities capabilities;
    private final RegisteredUsers registered;

    /**
     * @param stream of the server's admin
     */
    public StandardServerAdmin(AdminStream stream, DomainBareJid domain, InstantSource clock) {
        this.stream = stream;
        this.commands = new AdHoc(stream);
        this.domain = domain;
        this.capabilities = new KnownCapabilities(new Discovery(stream, domain)::ask, stream::losses, clock);
        this.registered = new RegisteredUsers(commands, domain, MOST_USERS);
    }

    @Override
    public Future<Capabilities> capabilities() {
        return capabilities.get();
    }

    /** As found last; for those who must not wait. */
    public Optional<Capabilities> lastCapabilities() {
        return capabilities.last();
    }

    @Override
    public Future<List<String>> users() {
        return registered.list();
    }

    @Override
    public Future<Integer> countUsers() {
        return run(StandardCommand.COUNT_USERS, Map.of()).compose(form -> number(form, "registeredusersnum"));
    }

    @Override
    public Future<Void> addUser(String user, String password) {
        return run(StandardCommand.ADD_USER, Map.of("accountjid", List.of(jid(user)), "password", List.of(password),
                "password-verify", List.of(password))).<Void>mapEmpty().recover(failure -> existing(user, failure));
    }

    /** ejabberd says conflict, Prosody says it in words. */
    private Future<Void> existing(String user, Throwable failure) {
        ProblemException exists = Problem.conflict("user-exists", "There is a user " + user + " already.").exception(failure);
        if (has(failure, "conflict")) {
            return Future.failedFuture(exists);
        }
        return isRefusal(failure) ? users().compose(all -> Future.failedFuture(all.contains(user) ? exists : failure))
                : Future.failedFuture(failure);
    }

    /** Prosody completes the command in any case, and says in words for whom it failed: whether it is done, the list tells. */
    @Override
    public Future<Void> deleteUser(String user) {
        return run(StandardCommand.DELETE_USER, Map.of("accountjids", List.of(jid(user))))
                .transform(done -> done.succeeded() || isRefusal(done.cause())
                        ? users().compose(all -> all.contains(user) ? kept(user, done.cause()) : Future.<Void>succeededFuture())
                        : Future.failedFuture(done.cause()));
    }

    private static Future<Void> kept(String user, Throwable refusal) {
        return Future.failedFuture(refusal != null ? refusal
                : Problem.of(502, "xmpp-protocol", "The XMPP server says that " + user + " is deleted, and lists them still.").exception());
    }

    @Override
    public Future<Void> changePassword(String user, String password) {
        return run(StandardCommand.CHANGE_USER_PASSWORD, Map.of("accountjid", List.of(jid(user)), "password", List.of(password)))
                .<Void>mapEmpty().recover(failure -> isRefusal(failure)
                        ? users().compose(all -> Future.failedFuture(all.contains(user) ? failure : unknown(user)))
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> disableUser(String user) {
        return run(StandardCommand.DISABLE_USER, Map.of("accountjids", List.of(jid(user)))).mapEmpty();
    }

    @Override
    public Future<Void> reenableUser(String user) {
        return run(StandardCommand.REENABLE_USER, Map.of("accountjids", List.of(jid(user)))).mapEmpty();
    }

    @Override
    public Future<List<OnlineUser>> onlineUsers() {
        return run(StandardCommand.LIST_ONLINE_USERS, Map.of("max_items", EVERYBODY, "details", List.of("true")))
                .map(form -> OnlineList.read(lines(form, "onlineuserjids"), domain));
    }

    /** Prosody tells of an unknown user that there is none, ejabberd that there are no sessions. */
    @Override
    public Future<List<OnlineUser>> sessionsOf(String user) {
        return run(StandardCommand.USER_STATS, Map.of("accountjid", List.of(jid(user)))).map(form -> resources(user, form))
                .recover(failure -> isRefusal(failure) ? Future.succeededFuture(List.of()) : Future.failedFuture(failure));
    }

    /** Addresses come in the order of the resources; ejabberd writes the port behind them. */
    private static List<OnlineUser> resources(String user, Optional<DataForm> form) {
        List<String> resources = lines(form, "onlineresources").stream().filter(resource -> !resource.isEmpty()).toList();
        List<String> addresses = lines(form, "ipaddresses").stream().filter(address -> !address.isEmpty()).toList();
        boolean each = addresses.size() == resources.size();
        return IntStream.range(0, resources.size()).mapToObj(at -> new OnlineUser(user, resources.get(at), null, null,
                each ? addresses.get(at).replaceFirst("^(\\d+(?:\\.\\d+){3}):\\d+$", "$1") : null)).toList();
    }

    @Override
    public Future<Void> endSessions(String user) {
        List<String> account = List.of(jid(user));
        return run(StandardCommand.END_USER_SESSION, Map.of("accountjid", account, "accountjids", account)).mapEmpty();
    }

    @Override
    public Future<Void> announce(String text) {
        return run(StandardCommand.ANNOUNCE, Map.of("announcement", List.of(text), "body", List.of(text))).mapEmpty();
    }

    /** A headline goes to all resources, and is kept for nobody (RFC 6121, section 8.5.2). */
    @Override
    public Future<Void> tell(String user, String text) {
        Message message = MessageBuilder.buildMessage().ofType(Message.Type.headline)
                .to(JidCreate.entityBareFromOrThrowUnchecked(jid(user))).setBody(text).build();
        return stream.send(message).compose(sent -> stream.request(new Ping(domain))).mapEmpty();
    }

    private Future<Optional<DataForm>> run(StandardCommand command, Map<String, List<String>> values) {
        return capabilities.get().compose(offered -> offered.require(command))
                .compose(offered -> commands.perform(domain, command.node(), AdminForm.filledWith(values)));
    }

    private String jid(String user) {
        return user + "@" + domain;
    }

    private static List<String> lines(Optional<DataForm> form, String name) {
        return form.map(all -> all.getField(name)).map(FormField::getValuesAsString).orElse(List.of()).stream()
                .flatMap(String::lines).toList();
    }

    private static Future<Integer> number(Optional<DataForm> form, String name) {
        return lines(form, name).stream().map(String::strip).filter(text -> text.matches("\\d{1,9}")).findFirst()
                .map(text -> Future.succeededFuture(Integer.valueOf(text)))
                .orElseGet(() -> Future.failedFuture(Problem.of(502, "xmpp-protocol", "The XMPP server's answer has no " + name + ".")
                        .exception()));
    }

    private static Throwable unknown(String user) {
        return Problem.notFound("unknown-user", "There is no user " + user + ".").exception();
    }

    private static boolean has(Throwable failure, String condition) {
        return failure instanceof ProblemException refused && condition.equals(refused.problem().condition());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 422;
    }
}
