package io.parley.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test the {@link ParleyNode} that all tests of the JVM share, beside the shared {@link XmppServer}. Tests leave no session
 * behind: {@link Person#leave()}. A test that stops its node, or wants other settings, starts one with {@link ParleyNode#start}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({XmppExtension.class, ParleyExtension.class})
public @interface WithParley {
}
