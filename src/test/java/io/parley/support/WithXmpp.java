package io.parley.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test the {@link XmppServer} that all tests of the JVM share: the one that {@code -Dparley.xmpp=prosody|ejabberd} names, with
 * the accounts of {@link XmppExtension#ACCOUNTS}. A test that stops or freezes its server makes one with
 * {@link XmppServer#fresh(java.nio.file.Path)} instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(XmppExtension.class)
public @interface WithXmpp {
}
