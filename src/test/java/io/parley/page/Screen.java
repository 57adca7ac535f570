package io.parley.page;

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
import org.openqa.selenium.support.ui.WebDriverWait;

/** What can be seen of a page and done to it, with the patience that a page needs. */
final class Screen {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final ChromeDriver driver;

    Screen(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Waits until it holds; what is not there yet, or was just replaced, does not hold. */
    void until(Supplier<Boolean> condition) {
        until(condition, Boolean::booleanValue);
    }

    <T> T until(Supplier<T> look, Predicate<T> fits) {
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

    void click(By target) {
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

    void type(By target, String text) {
        until(() -> shown(target));
        WebElement element = driver.findElement(target);
        element.clear();
        element.sendKeys(text);
    }

    boolean shown(By target) {
        List<WebElement> found = driver.findElements(target);
        return !found.isEmpty() && found.get(0).isDisplayed();
    }

    String text(By target) {
        List<WebElement> found = driver.findElements(target);
        return found.isEmpty() ? "" : found.get(0).getText();
    }

    String attribute(By target, String name) {
        List<WebElement> found = driver.findElements(target);
        String value = found.isEmpty() ? null : found.get(0).getDomAttribute(name);
        return value == null ? "" : value;
    }

    void enter(By target, String text) {
        type(target, text);
        driver.findElement(target).sendKeys(Keys.ENTER);
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String script, Object... arguments) {
        return (List<String>) driver.executeScript(script, arguments);
    }
}
