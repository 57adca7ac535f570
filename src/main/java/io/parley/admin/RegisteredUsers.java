package io.parley.admin;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.ListSingleFormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users of the domain, as the server lists them to an admin: XEP-0133, section 4.18. */
public final class RegisteredUsers {
    static final String NODE = "http://jabber.org/protocol/admin#get-registered-users-list";
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredUsers.class);
    private static final String ADMIN_FORM = "http://jabber.org/protocol/admin";
    private static final String MAX_ITEMS = "max_items";
    private static final String RESULT = "registereduserjids";
    private static final Set<String> UNKNOWN_COMMAND = Set.of("service-unavailable", "feature-not-implemented", "item-not-found");
    private static final Set<String> NOT_FOR_US = Set.of("forbidden", "not-allowed", "not-authorized");

    private final AdHoc commands;
    private final DomainBareJid domain;
    private final int limit;

    /** @param limit more users than these are left out */
    public RegisteredUsers(AdHoc commands, DomainBareJid domain, int limit) {
        this.commands = commands;
        this.domain = domain;
        this.limit = limit;
    }

    /** @return local parts, sorted; or 501 {@code directory-unsupported}, or what {@link AdHoc#run} fails with */
    public Future<List<String>> list() {
        return commands.run(domain, NODE, RegisteredUsers::fill).compose(this::users).recover(RegisteredUsers::judged);
    }

    /** Everybody: Prosody and ejabberd list so many as {@code max_items} says. */
    private static DataForm fill(DataForm asked) {
        DataForm.Builder form = DataForm.builder(DataForm.Type.submit).addField(FormField.buildHiddenFormType(ADMIN_FORM));
        FormField maxItems = asked.getField(MAX_ITEMS);
        if (maxItems != null) {
            form.addField(FormField.listSingleBuilder(MAX_ITEMS).setValue(all(maxItems)).build());
        }
        return form.build();
    }

    /** {@code none} is no limit; a server that does not offer it is asked for its largest number. */
    private static String all(FormField maxItems) {
        if (maxItems instanceof ListSingleFormField choice
                && choice.getOptions().stream().noneMatch(one -> one.getValueString().equals("none"))) {
            return choice.getOptions().stream().map(FormField.Option::getValueString).filter(value -> value.matches("\\d{1,9}"))
                    .max(Comparator.comparingInt(Integer::parseInt)).orElse("none");
        }
        return "none";
    }

    private Future<List<String>> users(DataForm result) {
        FormField jids = result.getField(RESULT);
        if (jids == null) {
            return Future.failedFuture(Problem.of(502, "xmpp-protocol", "The XMPP server's list of users has no " + RESULT + ".")
                    .exception());
        }
        List<String> all = jids.getValuesAsString().stream().flatMap(String::lines).flatMap(jid -> user(jid).stream())
                .sorted().distinct().toList();
        if (all.size() > limit) {
            LOG.warn("The directory leaves out {} of {} users", all.size() - limit, all.size());
            return Future.succeededFuture(all.subList(0, limit));
        }
        return Future.succeededFuture(all);
    }

    private Optional<String> user(String text) {
        EntityBareJid jid = JidCreate.entityBareFromOrNull(text.strip());
        return Optional.ofNullable(jid).filter(one -> one.asDomainBareJid().equals(domain)).map(one -> one.getLocalpart().toString());
    }

    private static Future<List<String>> judged(Throwable failure) {
        String condition = failure instanceof ProblemException refused ? refused.problem().condition() : null;
        if (condition != null && UNKNOWN_COMMAND.contains(condition)) {
            return unsupported("The XMPP server does not list its users: it lacks the command of XEP-0133.", failure);
        }
        if (condition != null && NOT_FOR_US.contains(condition)) {
            return unsupported("The XMPP server does not list its users to Parley's account: it is no admin there.", failure);
        }
        return Future.failedFuture(failure);
    }

    private static Future<List<String>> unsupported(String detail, Throwable cause) {
        return Future.failedFuture(Problem.of(501, "directory-unsupported", detail).exception(cause));
    }
}
