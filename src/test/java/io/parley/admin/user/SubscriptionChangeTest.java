package io.parley.admin.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Who has to say what, from each subscription to each other. */
class SubscriptionChangeTest {
    private static final BareJid ANN = JidCreate.entityBareFromOrThrowUnchecked("ann@localhost");
    private static final BareJid BEN = JidCreate.entityBareFromOrThrowUnchecked("ben@localhost");

    @ParameterizedTest
    @CsvSource({"none,none,'','',''", "none,to,subscribe,subscribed,''", "none,from,'',subscribe,subscribed",
        "none,both,subscribe,subscribed subscribe,subscribed", "to,none,unsubscribe,'',''", "to,from,unsubscribe,subscribe,subscribed",
        "to,both,'',subscribe,subscribed", "from,none,unsubscribed,'',''", "from,to,subscribe unsubscribed,subscribed,''",
        "from,both,subscribe,subscribed,''", "both,none,unsubscribe unsubscribed,'',''", "both,to,unsubscribed,'',''",
        "both,from,unsubscribe,'',''", "both,both,'','',''"})
    void bothSayWhatIsNeededAndNoMore(ItemType now, ItemType wanted, String first, String answer, String last) {
        SubscriptionChange change = SubscriptionChange.between(ANN, BEN, now, wanted);
        assertEquals(List.of(first, answer, last),
                List.of(said(change.first(), BEN), said(change.answer(), ANN), said(change.last(), BEN)));
    }

    private static String said(List<Presence> presences, BareJid to) {
        presences.forEach(presence -> assertEquals(to, presence.getTo()));
        return String.join(" ", presences.stream().map(presence -> presence.getType().toString()).toList());
    }
}
