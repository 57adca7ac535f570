package io.parley.admin.user;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.server.UserStreams;
import io.parley.bus.Done;
import io.parley.bus.UserReply.Card;
import io.parley.bus.VCardCommand.GetUserCard;
import io.parley.bus.VCardCommand.PutUserCard;
import io.parley.bus.VCardCommand.RemoveUserCard;
import io.parley.session.stanza.VCardXml;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.IQ;

/** vCards of users (XEP-0054), read and stored on a stream of theirs: an XMPP server takes a card from nobody else. */
public final class UserCards implements AdminResource {
    private final UserStreams streams;

    public UserCards(UserStreams streams) {
        this.streams = streams;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(GetUserCard.class, asked -> streams.as(asked.username(), VCardXml::get).map(found -> new Card(found.orElse(null))));
        table.on(PutUserCard.class, asked -> store(asked.username(), VCardXml.setting(asked.xml())));
        table.on(RemoveUserCard.class, asked -> store(asked.username(), VCardXml.clearing()));
    }

    private Future<Done> store(String user, IQ card) {
        return streams.as(user, stream -> stream.request(card)).map(new Done());
    }
}
