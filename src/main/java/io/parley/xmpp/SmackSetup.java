package io.parley.xmpp;

import java.util.List;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.parsing.ExceptionLoggingCallback;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.xdata.provider.DescriptionProvider;
import org.jivesoftware.smackx.xdata.provider.FormFieldChildElementProviderManager;
import org.jivesoftware.smackx.xdatavalidation.provider.DataValidationProvider;

/**
 * Smack's settings for the whole JVM, in one place; they must be made before the first connection.
 */
final class SmackSetup {
    /**
     * Managers that a gateway does not need: each costs memory in every connection, in maps that keep it for a while after the connection
     * is gone, and some act on their own. Whoever names one of these classes in code loads it, and then it is there for all connections.
     */
    private static final List<String> UNUSED = List.of(
            // sessions come back by themselves, with jitter
            "org.jivesoftware.smack.ReconnectionManager",
            // what these answer is in StandingAnswers; but the version and the time here are nothing that the users' contacts ask for
            "org.jivesoftware.smackx.ping.PingManager",
            "org.jivesoftware.smackx.disco.ServiceDiscoveryManager",
            "org.jivesoftware.smackx.iqversion.VersionManager",
            "org.jivesoftware.smackx.time.EntityTimeManager",
            // refuses subscription requests and keeps a roster of its own for every user; the capabilities' manager brings it in
            "org.jivesoftware.smack.roster.Roster",
            "org.jivesoftware.smackx.caps.EntityCapsManager",
            // the manager of stanza ids brings that of rooms in
            "org.jivesoftware.smackx.muc.MultiUserChatManager",
            "org.jivesoftware.smackx.sid.StableUniqueStanzaIdManager",
            "org.jivesoftware.smackx.xdata.XDataManager",
            "org.jivesoftware.smackx.xdatalayout.XDataLayoutManager",
            "org.jivesoftware.smackx.xdatavalidation.XDataValidationManager",
            "org.jivesoftware.smackx.mediaelement.MediaElementManager",
            "org.jivesoftware.smackx.muc.bookmarkautojoin.MucBookmarkAutojoinManager",
            "org.jivesoftware.smackx.bytestreams.ibb.InBandBytestreamManager",
            "org.jivesoftware.smackx.bytestreams.socks5.Socks5BytestreamManager",
            "org.jivesoftware.smackx.filetransfer.FileTransferManager",
            "org.jivesoftware.smackx.privacy.PrivacyListManager",
            "org.jivesoftware.smackx.commands.AdHocCommandManager",
            "org.jivesoftware.smackx.iqlast.LastActivityManager",
            "org.jivesoftware.smackx.xhtmlim.XHTMLManager",
            "org.jivesoftware.smackx.receipts.DeliveryReceiptManager",
            "org.jivesoftware.smackx.vcardtemp.VCardManager",
            "org.jivesoftware.smackx.hoxt.HOXTManager",
            "org.jivesoftware.smackx.iot.data.IoTDataManager",
            "org.jivesoftware.smackx.iot.discovery.IoTDiscoveryManager",
            "org.jivesoftware.smackx.iot.provisioning.IoTProvisioningManager",
            "org.jivesoftware.smackx.httpfileupload.HttpFileUploadManager",
            "org.jivesoftware.smackx.eme.ExplicitMessageEncryptionManager",
            "org.jivesoftware.smackx.message_fastening.MessageFasteningManager");

    private SmackSetup() {
    }

    static void apply() {
        Once.DONE.toString();
    }

    /** Class loading makes it happen once, however many nodes start in one JVM. */
    private static final class Once {
        static final Boolean DONE = set();

        private static Boolean set() {
            UNUSED.forEach(SmackConfiguration::addDisabledSmackClass);
            // without it, one stanza that Smack cannot parse closes the user's connection
            SmackConfiguration.setDefaultParsingExceptionCallback(new ExceptionLoggingCallback());
            // the managers that would do it are unused; without them a form that describes or limits a field cannot be read at all
            FormFieldChildElementProviderManager.addFormFieldChildElementProvider(new DescriptionProvider(), new DataValidationProvider());
            ProviderManager.addIQProvider(DiscoverItems.ELEMENT, DiscoverItems.NAMESPACE, new PagedItemsProvider());
            return Boolean.TRUE;
        }
    }
}
