package io.parley.page;

import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The administration as an admin who is logged in sees and uses it. */
final class AdminPage {
    private final ChatPage page;
    private final ChromeDriver driver;
    private final Screen screen;

    AdminPage(ChatPage page) {
        this.page = page;
        this.driver = page.browser().driver();
        this.screen = new Screen(driver);
    }

    /** The section is there only for admins. */
    AdminPage open() {
        page.section("admin");
        screen.until(() -> screen.shown(id("admin-items")));
        return this;
    }

    AdminPage resource(String name) {
        screen.click(cssSelector(".tabs a[data-resource='" + name + "']"));
        screen.until(() -> !screen.attribute(cssSelector(".tabs a[data-resource='" + name + "']"), "aria-current").isEmpty());
        return this;
    }

    AdminPage search(String words) {
        screen.enter(id("admin-search"), words);
        return this;
    }

    AdminPage lists(String key) {
        screen.until(() -> screen.shown(item(key)));
        return this;
    }

    AdminPage doesNotList(String key) {
        screen.until(() -> driver.findElements(item(key)).isEmpty());
        return this;
    }

    AdminPage choose(String key) {
        screen.click(item(key));
        screen.until(() -> screen.shown(id("admin-form")));
        return this;
    }

    AdminPage makeNew() {
        screen.click(id("admin-new"));
        screen.until(() -> "Create".equals(screen.text(id("admin-save"))));
        return this;
    }

    AdminPage fill(String field, String value) {
        screen.until(() -> screen.shown(id("admin-" + field)));
        WebElement input = driver.findElement(id("admin-" + field));
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
        return this;
    }

    AdminPage tick(String field) {
        screen.click(id("admin-" + field));
        return this;
    }

    String field(String name) {
        return driver.findElement(id("admin-" + name)).getDomProperty("value");
    }

    AdminPage holds(String field, String value) {
        screen.until(() -> screen.shown(id("admin-" + field)));
        screen.until(() -> field(field), value::equals);
        return this;
    }

    /** Makes the new entry, whose form then is that of what there is. */
    AdminPage create(String key) {
        screen.click(id("admin-save"));
        return lists(key).at(key);
    }

    AdminPage save() {
        screen.click(id("admin-save"));
        return told("Saved.");
    }

    AdminPage deed(String label) {
        screen.click(cssSelector("[data-deed='" + label + "']"));
        return this;
    }

    AdminPage delete() {
        screen.click(id("admin-delete"));
        driver.switchTo().alert().accept();
        screen.until(() -> !screen.shown(id("admin-form")));
        return this;
    }

    AdminPage told(String news) {
        screen.until(() -> screen.text(id("admin-news")), text -> text.contains(news));
        return this;
    }

    String refusal() {
        return screen.until(() -> screen.text(id("admin-refusal")), text -> !text.isEmpty());
    }

    /** Tries to save what the server will not have. */
    String refused() {
        screen.click(id("admin-save"));
        return refusal();
    }

    private AdminPage at(String key) {
        screen.until(() -> "Save".equals(screen.text(id("admin-save"))) && key.endsWith("/" + screen.text(id("admin-title"))));
        return this;
    }

    private static By item(String key) {
        return cssSelector("#admin-items [data-key='" + key + "'] a");
    }
}
