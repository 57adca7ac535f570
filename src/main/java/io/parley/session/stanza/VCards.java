package io.parley.session.stanza;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand.GetVCard;
import io.parley.bus.SessionCommand.PutVCard;
import io.parley.bus.SessionReply;
import io.parley.bus.XmlText;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.function.BiConsumer;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.jxmpp.jid.Jid;

/** The user's own vCard (XEP-0054). Simple fields that Parley does not show stay as they are in the
 * stored card. */
public final class VCards implements Family {
    static {
        VCardXml.register();
    }

    private final Link link;

    public VCards(Link link) {
        this.link = link;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(GetVCard.class, asked -> stored().map(VCards::view));
        table.on(PutVCard.class, asked -> put(asked.card()));
    }

    private Future<VCard> stored() {
        return link.iqs().request(new VCard()).map(answer -> answer instanceof VCard card ? card : new VCard())
                .recover(failure -> VCardXml.isMissing(failure) ? Future.succeededFuture(new VCard()) : Future.failedFuture(failure));
    }

    private static SessionReply.VCard view(VCard card) {
        byte[] photo = card.getAvatar();
        return new SessionReply.VCard(card.getField("FN"), card.getFirstName(), card.getLastName(), card.getNickName(),
                card.getEmailHome() == null ? card.getEmailWork() : card.getEmailHome(), card.getPhoneHome("VOICE"),
                card.getOrganization(), card.getField("TITLE"), card.getField("URL"), card.getField("BDAY"), card.getField("DESC"),
                photo == null ? null : card.getAvatarMimeType(), photo == null ? null : Base64.getEncoder().encodeToString(photo));
    }

    private Future<Done> put(SessionReply.VCard given) {
        return stored().compose(card -> {
            change(card, given);
            card.setType(IQ.Type.set);
            card.setTo((Jid) null);
            card.setFrom((Jid) null);
            card.setStanzaId(link.newId("v-"));
            return link.iqs().request(card);
        }).map(result -> new Done());
    }

    private static void change(VCard card, SessionReply.VCard given) {
        String fullName = given.fullName() == null ? card.getField("FN") : given.fullName();
        text("givenName", given.givenName(), card, VCard::setFirstName);
        text("familyName", given.familyName(), card, VCard::setLastName);
        // behind the parts of the name, of which Smack makes a full name by itself
        text("fullName", fullName, card, (c, v) -> c.setField("FN", v));
        text("nickname", given.nickname(), card, VCard::setNickName);
        text("email", given.email(), card, VCard::setEmailHome);
        text("phone", given.phone(), card, (c, v) -> c.setPhoneHome("VOICE", v));
        text("organization", given.organization(), card, VCard::setOrganization);
        text("title", given.title(), card, (c, v) -> c.setField("TITLE", v));
        text("url", given.url(), card, (c, v) -> c.setField("URL", v));
        text("birthday", given.birthday(), card, (c, v) -> c.setField("BDAY", v));
        text("description", given.description(), card, (c, v) -> c.setField("DESC", v));
        if (given.photo() != null) {
            card.setAvatar(photo(given.photo()), given.photoType() == null ? "image/png" : XmlText.require("photoType", given.photoType()));
        }
    }

    private static void text(String name, String value, VCard card, BiConsumer<VCard, String> setter) {
        if (value != null) {
            setter.accept(card, XmlText.require(name, value));
        }
    }

    private static byte[] photo(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("bad-photo", "'photo' is not base64.").exception();
        }
    }
}
