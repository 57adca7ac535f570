package io.parley.page;

import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The chat page as a person sees and uses it. Whatever needs time is waited for, by what the page shows. */
public final class ChatPage {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Browser browser;
    private final ChromeDriver driver;
    private final String address;

    public ChatPage(Browser browser, String address) {
        this.browser = browser;
        this.driver = browser.driver();
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
        open();
        until(() -> shown(id("login-form")));
        type(id("username"), username);
        type(id("password"), password);
        click(id("login-button"));
        return this;
    }

    /** Logs in with the password that the test's accounts have: their name. */
    public ChatPage logInAs(String username) {
        logIn(username, username);
        return connected();
    }

    public ChatPage connected() {
        until(() -> "open".equals(attribute(id("connection"), "data-state")));
        return this;
    }

    public ChatPage disconnected() {
        until(() -> !"open".equals(attribute(id("connection"), "data-state")) && shown(id("banner")));
        return this;
    }

    public ChatPage logOff() {
        click(id("logoff"));
        return atLogin();
    }

    public ChatPage atLogin() {
        until(() -> shown(id("login-form")));
        return this;
    }

    public String loginError() {
        return until(() -> text(id("login-error")), text -> !text.isEmpty());
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
        click(cssSelector("#nav a[data-section='" + name + "']"));
        return this;
    }

    /** By the address, as a bookmark would: also with somebody who is no contact. */
    public ChatPage openConversationWith(String jid) {
        script("location.hash = '#/people/' + encodeURIComponent(arguments[0])", jid);
        return inConversation(jid);
    }

    public ChatPage choose(String jid) {
        click(cssSelector("#contacts [data-jid='" + jid + "'] a"));
        return inConversation(jid);
    }

    /** The pane shows this conversation, and its history is there. */
    public ChatPage inConversation(String jid) {
        until(() -> jid.equals(attribute(cssSelector(".pane"), "data-conversation")) && !text(id("history-state")).startsWith("Loading"));
        return this;
    }

    public ChatPage back() {
        click(cssSelector(".back"));
        return this;
    }

    public ChatPage addContact(String jid) {
        type(id("add-jid"), jid);
        driver.findElement(id("add-jid")).sendKeys(Keys.ENTER);
        return this;
    }

    public ChatPage approve(String jid) {
        click(cssSelector("#requests [data-jid='" + jid + "'] .approve"));
        return this;
    }

    public ChatPage refuse(String jid) {
        click(cssSelector("#requests [data-jid='" + jid + "'] .refuse"));
        return this;
    }

    public ChatPage removeContact(String jid) {
        openConversationWith(jid);
        click(id("remove-contact"));
        driver.switchTo().alert().accept();
        until(() -> shown(id("add-open")));
        return this;
    }

    public ChatPage sees(String jid, String show) {
        until(() -> show.equals(attribute(cssSelector("#contacts [data-jid='" + jid + "']"), "data-show")));
        return this;
    }

    public ChatPage unread(String jid, int count) {
        until(() -> text(cssSelector("#contacts [data-jid='" + jid + "'] .badge")), text -> text.equals(String.valueOf(count)));
        return this;
    }

    public ChatPage showMeAs(String show, String status) {
        new Select(driver.findElement(id("own-show"))).selectByValue(show);
        type(id("own-status"), status);
        driver.findElement(id("own-status")).sendKeys(Keys.ENTER);
        return this;
    }

    // ---- messages ------------------------------------------------------------------------------------------------------------

    /** Writes, as a paste does, for a driver's keyboard has neither emoji nor patience; and sends. */
    public ChatPage send(String body) {
        script("""
                const composer = document.getElementById('composer');
                composer.value = arguments[0];
                composer.dispatchEvent(new InputEvent('input', { bubbles: true }));""", body);
        click(id("send"));
        return this;
    }

    public ChatPage startTyping(String text) {
        driver.findElement(id("composer")).sendKeys(text);
        return this;
    }

    public String typingHint() {
        return text(id("typing"));
    }

    /** The bodies that are shown, in their order, whatever their state. */
    @SuppressWarnings("unchecked")
    public List<String> messages() {
        return (List<String>) script("return [...document.querySelectorAll('#messages .message .body')].map((body) => body.textContent)");
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
        return (String) script("""
                const all = [...document.querySelectorAll('#messages .message')];
                return all.find((one) => one.querySelector('.body').textContent === arguments[0]).querySelector('.state').textContent;""", body);
    }

    public ChatPage discard(String body) {
        script("""
                const all = [...document.querySelectorAll('#messages .message')];
                all.find((one) => one.querySelector('.body').textContent === arguments[0]).querySelector('.discard').click();""", body);
        return this;
    }

    public ChatPage loadOlder() {
        int before = messages().size();
        click(id("older"));
        until(() -> messages().size() > before);
        return this;
    }

    public boolean hasOlder() {
        return shown(id("older"));
    }

    /** The next request's answer never reaches the page, although the server has acted: what a network does that breaks at the wrong moment. */
    public ChatPage loseTheNextAnswer() {
        script("""
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
        type(id("room-name"), name);
        driver.findElement(id("room-name")).sendKeys(Keys.ENTER);
        until(() -> attribute(cssSelector(".pane[data-kind='room']"), "data-conversation").startsWith(name + "@"));
        return this;
    }

    public ChatPage invite(String jid) {
        click(id("occupant-count"));
        type(id("invite-jid"), jid);
        driver.findElement(id("invite-jid")).sendKeys(Keys.ENTER);
        click(id("occupant-count"));
        return this;
    }

    public ChatPage acceptInvitation(String room) {
        section("rooms");
        click(cssSelector("#invitations [data-room^='" + room + "@'] .accept"));
        until(() -> attribute(cssSelector(".pane[data-kind='room']"), "data-conversation").startsWith(room + "@"));
        return this;
    }

    public ChatPage leaveRoom() {
        click(id("leave-room"));
        until(() -> driver.findElements(cssSelector(".pane")).isEmpty());
        return this;
    }

    public ChatPage occupants(int count) {
        until(() -> text(id("occupant-count")), text -> text.startsWith(count + " "));
        return this;
    }

    // ---- events, keyboard, layout --------------------------------------------------------------------------------------------

    /** The channels in the event log, newest first. */
    @SuppressWarnings("unchecked")
    public List<String> eventChannels() {
        return (List<String>) script("return [...document.querySelectorAll('#events .event')].map((event) => event.dataset.channel)");
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
        return (Long) script("return document.documentElement.scrollWidth - window.innerWidth");
    }

    public boolean isShown(By target) {
        return shown(target);
    }

    public String title() {
        return driver.getTitle();
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until it holds; what is not there yet, or was just replaced, does not hold. */
    public void until(Supplier<Boolean> condition) {
        until(condition, Boolean::booleanValue);
    }

    public <T> T until(Supplier<T> look, Predicate<T> fits) {
        Object[] last = {null};
        new WebDriverWait(driver, PATIENCE, LOOK)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "last seen: " + abbreviated(last[0]))
                .until(ignored -> {
                    T seen = look.get();
                    last[0] = seen;
                    return fits.test(seen);
                });
        @SuppressWarnings("unchecked")
        T fitting = (T) last[0];
        return fitting;
    }

    private static String abbreviated(Object seen) {
        String text = String.valueOf(seen);
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }

    @SuppressWarnings("unchecked")
    private List<String> states(String body) {
        return (List<String>) script("""
                const all = [...document.querySelectorAll('#messages .message')];
                return all.filter((one) => one.querySelector('.body').textContent === arguments[0]).map((one) => one.dataset.state);""", body);
    }

    private void click(By target) {
        new WebDriverWait(driver, PATIENCE, LOOK)
                .ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
                .ignoring(NoSuchElementException.class)
                .withMessage("to click " + target)
                .until(ignored -> {
                    WebElement element = driver.findElement(target);
                    if (!element.isDisplayed() || !element.isEnabled()) {
                        return false;
                    }
                    element.click();
                    return true;
                });
    }

    private void type(By target, String text) {
        until(() -> shown(target));
        WebElement element = driver.findElement(target);
        element.clear();
        element.sendKeys(text);
    }

    private boolean shown(By target) {
        List<WebElement> found = driver.findElements(target);
        return !found.isEmpty() && found.get(0).isDisplayed();
    }

    private String text(By target) {
        List<WebElement> found = driver.findElements(target);
        return found.isEmpty() ? "" : found.get(0).getText();
    }

    private String attribute(By target, String name) {
        List<WebElement> found = driver.findElements(target);
        String value = found.isEmpty() ? null : found.get(0).getDomAttribute(name);
        return value == null ? "" : value;
    }
}
