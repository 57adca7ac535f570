package io.parley.page;

import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** "Ask an expert" as a visitor without an account sees and uses it. */
final class AskPage {
    private final Browser browser;
    private final Screen screen;
    private final String base;

    /** @param base where Parley is, with the slash at its end */
    AskPage(Browser browser, String base) {
        this.browser = browser;
        this.screen = new Screen(browser.driver());
        this.base = base;
    }

    AskPage open() {
        browser.driver().get(base + "ask.html");
        return at("form");
    }

    /** From where one logs in, as somebody who has no account finds it. */
    AskPage openFromLogin() {
        browser.driver().get(base);
        screen.click(id("to-ask"));
        return at("form");
    }

    AskPage ask(String workgroup, String name, String email, String question) {
        screen.click(cssSelector("#workgroups [data-workgroup='" + workgroup + "'] label"));
        screen.type(id("ask-name"), name);
        screen.type(id("ask-email"), email);
        screen.type(id("ask-question"), question);
        screen.click(id("ask-send"));
        return this;
    }

    /** What stands beside a workgroup: open or closed, how many wait. */
    AskPage workgroup(String name, String part) {
        screen.until(() -> screen.text(cssSelector("#workgroups [data-workgroup='" + name + "'] .sub")), text -> text.contains(part));
        return this;
    }

    AskPage refused(String part) {
        screen.until(() -> screen.text(id("ask-error")), text -> text.contains(part));
        return this;
    }

    /** The stage is form, waiting, invited, talking or ended. */
    AskPage at(String stage) {
        screen.until(() -> screen.attribute(id("ask"), "data-stage"), stage::equals);
        return this;
    }

    AskPage position(String text) {
        screen.until(() -> screen.text(id("ask-position")), text::equals);
        return this;
    }

    AskPage cancel() {
        screen.click(id("ask-cancel"));
        return at("ended");
    }

    AskPage leave() {
        screen.click(id("ask-leave"));
        return at("ended");
    }

    AskPage ended(String reason) {
        at("ended");
        screen.until(() -> screen.text(id("ask-ended")), reason::equals);
        return this;
    }

    AskPage leaveMessage(String text) {
        screen.type(id("ask-message"), text);
        screen.click(id("ask-message-send"));
        screen.until(() -> screen.text(id("ask-message-left")), left -> left.startsWith("Thank you"));
        return this;
    }

    boolean takesMessage() {
        return screen.shown(id("ask-message-form"));
    }

    AskPage askAgain() {
        screen.click(id("ask-again"));
        return at("form");
    }

    // ---- the conversation ----------------------------------------------------------------------------------------------------

    /** Who the conversation is with, as its heading says. */
    AskPage with(String name) {
        screen.until(() -> screen.text(id("conversation-title")), title -> title.contains(name));
        return this;
    }

    AskPage notWith(String name) {
        screen.until(() -> !screen.text(id("conversation-title")).contains(name));
        return this;
    }

    AskPage news(String part) {
        screen.until(() -> screen.text(id("visit-news")), text -> text.contains(part));
        return this;
    }

    AskPage send(String body) {
        screen.type(id("composer"), body);
        screen.click(id("send"));
        return this;
    }

    AskPage startTyping(String text) {
        screen.type(id("composer"), text);
        return this;
    }

    AskPage typing(String part) {
        screen.until(() -> screen.text(id("typing")), text -> text.contains(part));
        return this;
    }

    AskPage meetingAt(Predicate<String> address) {
        screen.until(() -> screen.attribute(id("meeting"), "href"), address);
        return this;
    }

    /** Waits until exactly these messages are shown, in this order, and each of ours is acknowledged. */
    AskPage shows(List<String> bodies) {
        screen.until(this::settledMessages, bodies::equals);
        return this;
    }

    AskPage reload() {
        browser.driver().navigate().refresh();
        return this;
    }

    Browser browser() {
        return browser;
    }

    <T> T until(Supplier<T> look, Predicate<T> fits) {
        return screen.until(look, fits);
    }

    private List<String> settledMessages() {
        return screen.texts("""
                const messages = [...document.querySelectorAll('#messages .message')];
                return messages.every((one) => one.dataset.state === 'sent')
                  ? messages.map((one) => one.querySelector('.body').textContent) : [];""");
    }
}
