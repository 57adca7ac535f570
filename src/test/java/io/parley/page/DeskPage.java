package io.parley.page;

import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The desk of an expert who is logged in, as they see and use it. Conversations are known by what their asker wrote. */
final class DeskPage {
    private final ChatPage page;
    private final Screen screen;

    DeskPage(ChatPage page) {
        this.page = page;
        this.screen = new Screen(page.browser().driver());
    }

    /** The section is there only for experts. */
    DeskPage open() {
        page.section("desk");
        screen.until(() -> screen.shown(id("desk-workgroups")));
        return this;
    }

    ChatPage page() {
        return page;
    }

    DeskPage available(boolean available) {
        WebElement box = page.browser().driver().findElement(id("desk-available"));
        if (box.isSelected() != available) {
            screen.click(id("desk-available"));
        }
        screen.until(() -> available == new Select(page.browser().driver().findElement(id("own-show"))).getFirstSelectedOption()
                .getDomProperty("value").equals("available"));
        return this;
    }

    DeskPage joined(String workgroup, boolean joined) {
        screen.until(() -> screen.attribute(workgroup(workgroup, ""), "data-joined"), String.valueOf(joined)::equals);
        return this;
    }

    DeskPage leave(String workgroup) {
        screen.click(workgroup(workgroup, " .leave-workgroup"));
        return joined(workgroup, false);
    }

    DeskPage join(String workgroup, int maxChats) {
        screen.type(workgroup(workgroup, " .max-chats"), String.valueOf(maxChats));
        screen.click(workgroup(workgroup, " .join-workgroup"));
        return joined(workgroup, true);
    }

    DeskPage queue(String workgroup, String part) {
        screen.until(() -> screen.text(workgroup(workgroup, " .queue")), text -> text.contains(part));
        return this;
    }

    // ---- offers --------------------------------------------------------------------------------------------------------------

    DeskPage offered(String question) {
        screen.until(() -> !offer(question).isEmpty());
        return this;
    }

    DeskPage notOffered() {
        screen.until(() -> page.browser().driver().findElements(cssSelector("#offers .offer")).isEmpty());
        return this;
    }

    /** What the card of the question says, countdown included. */
    String offerText(String question) {
        return screen.text(By.xpath(card(question)));
    }

    DeskPage accept(String question) {
        screen.click(By.xpath(card(question) + "//button[contains(@class, 'accept')]"));
        return this;
    }

    DeskPage reject(String question) {
        screen.click(By.xpath(card(question) + "//button[contains(@class, 'reject')]"));
        return notOffered();
    }

    DeskPage news(String part) {
        screen.until(() -> screen.text(id("desk-news")), text -> text.contains(part));
        return this;
    }

    // ---- conversations -------------------------------------------------------------------------------------------------------

    /** The conversation about this question is open, and one can write in it. */
    DeskPage talking(String question) {
        screen.until(() -> screen.shown(in(question, "textarea")));
        return this;
    }

    DeskPage sideBySide(int count) {
        screen.until(() -> page.browser().driver().findElements(cssSelector(".panes > .pane")).size() == count);
        return this;
    }

    DeskPage send(String question, String body) {
        screen.type(in(question, "textarea"), body);
        screen.click(in(question, "button[@type='submit']"));
        return this;
    }

    DeskPage startTyping(String question, String text) {
        screen.type(in(question, "textarea"), text);
        return this;
    }

    DeskPage typing(String question, String part) {
        screen.until(() -> screen.text(in(question, "*[@class='typing']")), text -> text.contains(part));
        return this;
    }

    /** Waits until exactly these messages are shown in the conversation, each of ours acknowledged. */
    DeskPage shows(String question, List<String> bodies) {
        screen.until(() -> screen.texts("""
                const pane = [...document.querySelectorAll('.panes > .pane')]
                  .find((one) => one.querySelector('.pane-name').textContent.includes(arguments[0]));
                const messages = [...(pane?.querySelectorAll('.message') ?? [])];
                return messages.every((one) => one.dataset.state === 'sent')
                  ? messages.map((one) => one.querySelector('.body').textContent) : [];""", question), bodies::equals);
        return this;
    }

    DeskPage transfer(String question, String to, String reason) {
        return pass("transfer", question, to, reason);
    }

    DeskPage invite(String question, String to, String reason) {
        return pass("invite-expert", question, to, reason);
    }

    DeskPage over(String question) {
        screen.until(() -> screen.text(in(question, "p[contains(@class, 'news')]")), text -> text.contains("over"));
        return this;
    }

    /** Leaves the conversation, or puts away one that is over. */
    DeskPage close(String question) {
        screen.click(in(question, "button[contains(@class, 'leave-chat')]"));
        screen.until(() -> !screen.shown(in(question, "header")));
        return this;
    }

    private DeskPage pass(String how, String question, String to, String reason) {
        screen.click(in(question, "button[contains(@class, '" + how + "')]"));
        screen.type(id("pass-to"), to);
        screen.type(id("pass-reason"), reason);
        screen.click(id("pass-submit"));
        screen.until(() -> !screen.shown(id("pass")));
        return this;
    }

    private List<WebElement> offer(String question) {
        return page.browser().driver().findElements(By.xpath(card(question)));
    }

    private static String card(String question) {
        return "//*[@id='offers']/li[contains(., \"" + question + "\")]";
    }

    private static By workgroup(String name, String rest) {
        return cssSelector("#desk-workgroups [data-workgroup='" + name + "']" + rest);
    }

    private static By in(String question, String what) {
        return By.xpath("//*[@class='panes']/section[.//*[@class='pane-name'][contains(., \"" + question + "\")]]//" + what);
    }
}
