package io.parley.session.stanza;

import io.parley.bus.ProblemException;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;

/** A user's vCard (XEP-0054) as XML, with everything that somebody has written into it; asked on a stream of that user. */
public final class VCardXml {
    private static final String NONE = "<vCard xmlns='vcard-temp'/>";

    static {
        register();
    }

    private VCardXml() {
    }

    static void register() {
        ProviderManager.addIQProvider(VCard.ELEMENT, VCard.NAMESPACE, new VCardReader());
    }

    /** @return empty where there is none, or nothing in it */
    public static Future<Optional<String>> get(IqChannel user) {
        return user.request(new VCard()).map(VCardXml::written)
                .recover(failure -> isMissing(failure) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure));
    }

    private static Optional<String> written(IQ answer) {
        return answer.getExtension(WrittenVCard.ELEMENT, WrittenVCard.NAMESPACE) instanceof WrittenVCard card && !card.isEmpty()
                ? Optional.of(card.xml()) : Optional.empty();
    }

    /** Prosody says so of an account that has never stored one; others answer with an empty card. */
    static boolean isMissing(Throwable failure) {
        return failure instanceof ProblemException refused && "item-not-found".equals(refused.problem().condition());
    }

    /**
     * The question that stores the card.
     *
     * @throws ProblemException 400 {@code malformed-xml}, or {@code not-a-stanza} for what is no vCard
     */
    public static IQ setting(String xml) {
        return StanzaReader.setting(xml, VCard.ELEMENT, VCard.NAMESPACE);
    }

    /** The question after which there is nothing in the card. */
    public static IQ clearing() {
        return setting(NONE);
    }
}
