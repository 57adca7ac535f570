package io.parley.operation;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.page.Browser;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Postgres;
import io.parley.support.Program;
import io.parley.support.WithPostgres;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.parley.support.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The one file that is delivered, started as README.md says: everything that it serves is in it. */
@WithXmpp
@WithPostgres
@Tag("once")
class FatJarIT {
    private static Vertx vertx;
    private static Path jar;
    private static ParleyNode node;

    @BeforeAll
    static void start(XmppServer server) throws IOException {
        vertx = Vertx.vertx();
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            jar = built.filter(file -> file.getFileName().toString().matches("parley-.*-fat\\.jar")).findFirst().orElseThrow();
        }
        server.register("jar-ann", "jar-ann");
        server.register("jar-ben", "jar-ben");
        node = ParleyNode.startJar(vertx, server, ParleyExtension.newDirectory(), Map.of(), jar);
    }

    @AfterAll
    static void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void itServesEverythingByItself() throws IOException {
        assertEquals(Files.readString(Path.of("openapi.yaml")), node.api().get("/openapi.yaml").expect(200).text());
        assertTrue(node.api().get("/").expect(200).text().contains("<html"));
        assertTrue(node.api().get("/app.js").expect(200).header("Content-Type").contains("javascript"));
        assertEquals("/docs/", node.api().get("/docs").expect(302).header("Location"));
        assertTrue(node.api().get("/docs/").expect(200).text().contains("swagger-ui"));
        node.login("jar-ann").leave();
    }

    @Test
    void itsDatabaseMayBePostgres(Postgres postgres) {
        Map<String, String> database = postgres.environment();
        for (String city : List.of("Vienna", "Graz")) { // the second start finds the tables made
            try (ParleyNode other = ParleyNode.startJar(vertx, node.server(), ParleyExtension.newDirectory(), database, jar)) {
                Person ann = other.login("jar-ann");
                ann.api().post(chat("/users/city"), city).expect(200);
                ann.leave();
            }
        }
    }

    @Test
    void itTellsItsVersion() {
        Program.Outcome outcome = Program.run(Map.of(), List.of(Program.java(), "-jar", jar.toString(), "--version"));
        assertEquals(0, outcome.code());
        assertTrue(outcome.said().matches("parley \\d+\\.\\d+.*\n"), outcome.said());
    }

    @Test
    void tryItOutCallsTheApi() {
        node.login("jar-ann").api().post(chat("/contacts/jar-ben@" + node.server().domain())).expect(201);
        try (Browser browser = Browser.open()) {
            WebDriver driver = browser.driver();
            WebDriverWait wait = new WebDriverWait(driver, Duration.ofSeconds(30));
            driver.get(node.base() + "/docs/");
            wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector("button.authorize"))).click();
            WebElement basic = wait.until(ExpectedConditions.visibilityOfElementLocated(
                    By.xpath("//div[contains(@class,'auth-container')][.//input[@aria-label='auth-basic-username' or @name='username']]")));
            basic.findElement(By.xpath(".//input[@name='username']")).sendKeys("jar-ann");
            basic.findElement(By.xpath(".//input[@name='password']")).sendKeys("jar-ann");
            basic.findElement(By.cssSelector("button.authorize")).click();
            wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector("button.btn-done"))).click();

            By operation = By.id("operations-contacts-listContacts");
            click(wait, operation, "button.opblock-summary-control");
            click(wait, operation, "button.try-out__btn");
            click(wait, operation, "button.execute");
            WebElement answer = wait.until(ExpectedConditions.visibilityOfElementLocated(
                    By.cssSelector("#operations-contacts-listContacts .live-responses-table .response")));
            wait.until(seen -> answer.getText().contains("jar-ben@"));
            assertTrue(answer.getText().startsWith("200"), answer.getText());
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static void click(WebDriverWait wait, By operation, String button) {
        wait.until(seen -> {
            WebElement found = seen.findElement(operation).findElement(By.cssSelector(button));
            found.click();
            return found;
        });
    }
}
