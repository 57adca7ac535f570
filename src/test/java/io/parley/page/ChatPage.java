package io.parley.page;

import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The chat page as a person sees and uses it. Whatever needs time is waited for, by what the page shows. */
public final class ChatPage {
    /** A script's expression for the messages whose body is its first argument. */
    private static final String WITH_BODY = """
            [...document.querySelectorAll('#messages .message')]
              .filter((one) => one.querySelector('.body').textContent === arguments[0])""";

    private final Browser browser;
    private final ChromeDriver driver;
    private final Screen screen;
    private final String address;

    public ChatPage(Browser browser, String address) {
        this.browser = browser;
        this.driver = browser.driver();
        this.screen = new Screen(driver);
        this.address = address;
    }

    public Browser browser() {
        return browser;
    }

    // ---- coming and going ----------------------------------------------------------------------------------------------------

    public ChatPage open() {
        driver.get(address);
        return this;
    }

    public ChatPage logIn(String username, String password) {
        return open().fillIn(username, password);
    }

    /** The form that is there already: the page was not left. */
    public ChatPage fillIn(String username, String password) {
        until(() -> screen.shown(id("login-form")));
        screen.type(id("username"), username);
        screen.type(id("password"), password);
        screen.click(id("login-button"));
        return this;
    }

    /** Logs in with the password that the test's accounts have: their name. */
    public ChatPage logInAs(String username) {
        logIn(username, username);
        return connected();
    }

    public ChatPage connected() {
        until(() -> "open".equals(screen.attribute(id("connection"), "data-state")));
        return this;
    }

    public ChatPage disconnected() {
        until(() -> !"open".equals(screen.attribute(id("connection"), "data-state")) && screen.shown(id("banner")));
        return this;
    }

    public ChatPage logOff() {
        screen.click(id("logoff"));
        return atLogin();
    }

    public ChatPage atLogin() {
        until(() -> screen.shown(id("login-form")));
        return this;
    }

    public String loginError() {
        return until(() -> screen.text(id("login-error")), text -> !text.isEmpty());
    }

    /** Why one has to log in again. */
    public String loginReason() {
        return screen.text(id("login-reason"));
    }

    /** The line above everything that says what is wrong with the connection. */
    public ChatPage banner(String part) {
        until(() -> screen.text(id("banner")), text -> text.contains(part));
        return this;
    }

    public ChatPage noBanner() {
        until(() -> !screen.shown(id("banner")));
        return this;
    }

    public ChatPage reload() {
        driver.navigate().refresh();
        return this;
    }

    /** To another page; the tab's memory stays, the page and its stream are gone. */
    public ChatPage leave() {
        driver.get("about:blank");
        return this;
    }

    public ChatPage goOffline() {
        browser.goOffline();
        return disconnected();
    }

    public ChatPage goOnline() {
        browser.goOnline();
        return this;
    }

    // ---- people --------------------------------------------------------------------------------------------------------------

    public ChatPage section(String name) {
        screen.click(cssSelector("#nav a[data-section='" + name + "']"));
        return this;
    }

    /** By the address, as a bookmark would: also with somebody who is no contact. */
    public ChatPage openConversationWith(String jid) {
        screen.script("location.hash = '#/people/' + encodeURIComponent(arguments[0])", jid);
        return inConversation(jid);
    }

    public ChatPage choose(String jid) {
        screen.click(cssSelector("#contacts [data-jid='" + jid + "'] a"));
        return inConversation(jid);
    }

    /** The pane shows this conversation, and its history is there. */
    public ChatPage inConversation(String jid) {
        until(() -> jid.equals(screen.attribute(cssSelector(".pane"), "data-conversation"))
                && !screen.text(id("history-state")).startsWith("Loading"));
        return this;
    }

    public ChatPage back() {
        screen.click(cssSelector(".back"));
        return this;
    }

    public ChatPage addContact(String jid) {
        screen.enter(id("add-jid"), jid);
        return this;
    }

    public ChatPage approve(String jid) {
        screen.click(cssSelector("#requests [data-jid='" + jid + "'] .approve"));
        return this;
    }

    public ChatPage refuse(String jid) {
        screen.click(cssSelector("#requests [data-jid='" + jid + "'] .refuse"));
        return this;
    }

    public ChatPage removeContact(String jid) {
        openConversationWith(jid);
        screen.click(id("remove-contact"));
        driver.switchTo().alert().accept();
        until(() -> screen.shown(id("add-open")));
        return this;
    }

    public ChatPage sees(String jid, String show) {
        until(() -> show.equals(screen.attribute(cssSelector("#contacts [data-jid='" + jid + "']"), "data-show")));
        return this;
    }

    public ChatPage unread(String jid, int count) {
        until(() -> screen.text(cssSelector("#contacts [data-jid='" + jid + "'] .badge")), text -> text.equals(String.valueOf(count)));
        return this;
    }

    public ChatPage showMeAs(String show, String status) {
        new Select(driver.findElement(id("own-show"))).selectByValue(show);
        screen.enter(id("own-status"), status);
        return this;
    }

    // ---- messages ------------------------------------------------------------------------------------------------------------

    /** Writes, as a paste does, for a driver's keyboard has neither emoji nor patience; and sends. */
    public ChatPage send(String body) {
        screen.script("""
                const composer = document.getElementById('composer');
                composer.value = arguments[0];
                composer.dispatchEvent(new InputEvent('input', { bubbles: true }));""", body);
        screen.click(id("send"));
        return this;
    }

    public ChatPage startTyping(String text) {
        driver.findElement(id("composer")).sendKeys(text);
        return this;
    }

    public String typingHint() {
        return screen.text(id("typing"));
    }

    /** The bodies that are shown, in their order, whatever their state. */
    public List<String> messages() {
        return screen.texts("return [...document.querySelectorAll('#messages .message .body')].map((body) => body.textContent)");
    }

    /** Those among {@link #messages} that are about something: the test's own. */
    public List<String> messagesAbout(String topic) {
        return messages().stream().filter(body -> body.contains(topic)).toList();
    }

    /** Waits until exactly these messages about the topic are shown, in this order, and every one of ours is acknowledged. */
    public ChatPage shows(String topic, List<String> bodies) {
        until(() -> settled() ? messagesAbout(topic) : List.of(), bodies::equals);
        return this;
    }

    public boolean settled() {
        return driver.findElements(cssSelector("#messages .message:not([data-state='sent'])")).isEmpty();
    }

    /** Waits until the message is in this state: sending, waiting, sent, failed or refused. */
    public ChatPage message(String body, String state) {
        until(() -> states(body), List.of(state)::equals);
        return this;
    }

    /** What stands beside the message: why it was not sent. */
    public String reason(String body) {
        return (String) screen.script("return %s[0].querySelector('.state').textContent".formatted(WITH_BODY), body);
    }

    public ChatPage discard(String body) {
        screen.script("%s[0].querySelector('.discard').click()".formatted(WITH_BODY), body);
        return this;
    }

    public ChatPage loadOlder() {
        int before = messages().size();
        screen.click(id("older"));
        until(() -> messages().size() > before);
        return this;
    }

    public boolean hasOlder() {
        return screen.shown(id("older"));
    }

    /** The next request's answer never reaches the page, although the server has acted: a network that breaks at the wrong moment. */
    public ChatPage loseTheNextAnswer() {
        screen.script("""
                const real = window.fetch;
                window.fetch = async (...request) => {
                  window.fetch = real;
                  await real(...request);
                  throw new TypeError('the answer was lost');
                };""");
        return this;
    }

    // ---- rooms ---------------------------------------------------------------------------------------------------------------

    public ChatPage joinRoom(String name) {
        section("rooms");
        screen.enter(id("room-name"), name);
        until(() -> screen.attribute(cssSelector(".pane[data-kind='room']"), "data-conversation").startsWith(name + "@"));
        return this;
    }

    public ChatPage invite(String jid) {
        screen.click(id("occupant-count"));
        screen.enter(id("invite-jid"), jid);
        screen.click(id("occupant-count"));
        return this;
    }

    public ChatPage acceptInvitation(String room) {
        section("rooms");
        screen.click(cssSelector("#invitations [data-room^='" + room + "@'] .accept"));
        until(() -> screen.attribute(cssSelector(".pane[data-kind='room']"), "data-conversation").startsWith(room + "@"));
        return this;
    }

    public ChatPage leaveRoom() {
        screen.click(id("leave-room"));
        until(() -> driver.findElements(cssSelector(".pane")).isEmpty());
        return this;
    }

    public ChatPage occupants(int count) {
        until(() -> screen.text(id("occupant-count")), text -> text.startsWith(count + " "));
        return this;
    }

    // ---- events, keyboard, layout --------------------------------------------------------------------------------------------

    /** The channels in the event log, newest first. */
    public List<String> eventChannels() {
        return screen.texts("return [...document.querySelectorAll('#events .event')].map((event) => event.dataset.channel)");
    }

    public ChatPage press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Presses Tab until what it reaches fits, as somebody without a mouse does. */
    public ChatPage tabTo(By target) {
        for (int presses = 0; presses < 60; presses++) {
            if (driver.findElements(target).contains(driver.switchTo().activeElement())) {
                return this;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("Tab never reaches " + target);
    }

    public boolean hasFocus(By target) {
        return driver.findElement(target).equals(driver.switchTo().activeElement());
    }

    /** How far the page is wider than the window: 0 when nothing needs sideways scrolling. */
    public long overflow() {
        return (Long) screen.script("return document.documentElement.scrollWidth - window.innerWidth");
    }

    public boolean isShown(By target) {
        return screen.shown(target);
    }

    public String title() {
        return driver.getTitle();
    }

    public Object script(String script, Object... arguments) {
        return screen.script(script, arguments);
    }

    public void until(Supplier<Boolean> condition) {
        screen.until(condition);
    }

    public <T> T until(Supplier<T> look, Predicate<T> fits) {
        return screen.until(look, fits);
    }

    private List<String> states(String body) {
        return screen.texts("return %s.map((one) => one.dataset.state)".formatted(WITH_BODY), body);
    }
}
