package io.parley.http.contract.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.ProblemException;
import io.parley.http.contract.xml.XmlForm.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON and XML as the API's older clients write and read them, by a schema with {@code xml:} hints. */
class XmlFormTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final JsonObject TEXT = new JsonObject().put("type", "string");
    private static final JsonObject PROPERTY = object("property", "key", attribute(), "value", attribute());
    private static final JsonObject USER = object("user", "username", TEXT, "age", new JsonObject().put("type", "integer"),
            "locked", new JsonObject().put("type", "boolean"), "properties", array(PROPERTY, true),
            "admins", array(TEXT.copy().put("xml", new JsonObject().put("name", "admin")), true), "tags", array(TEXT, false));
    private static final Document ONE = XmlForm.of(USER);
    private static final Document MANY = XmlForm.of(object("users", "users", array(USER, false)));

    private static final JsonObject ALICE = new JsonObject().put("username", "alice & <bob>").put("age", 7L).put("locked", true)
            .put("properties", new JsonArray().add(new JsonObject().put("key", "k").put("value", "\"v\"")))
            .put("admins", JsonArray.of("a", "b")).put("tags", JsonArray.of("x"));
    private static final String ALICE_IN_XML = "<user><username>alice &amp; &lt;bob&gt;</username><age>7</age><locked>true</locked>"
            + "<properties><property key=\"k\" value=\"&quot;v&quot;\"></property></properties>"
            + "<admins><admin>a</admin><admin>b</admin></admins><tags>x</tags></user>";

    private static JsonObject object(String name, Object... properties) {
        JsonObject all = new JsonObject();
        for (int at = 0; at < properties.length; at += 2) {
            all.put((String) properties[at], properties[at + 1]);
        }
        return new JsonObject().put("type", "object").put("xml", new JsonObject().put("name", name)).put("properties", all);
    }

    private static JsonObject attribute() {
        return TEXT.copy().put("xml", new JsonObject().put("attribute", true));
    }

    private static JsonObject array(JsonObject items, boolean wrapped) {
        return new JsonObject().put("type", "array").put("items", items).put("xml", new JsonObject().put("wrapped", wrapped));
    }

    private static String refusal(String text) {
        return assertThrows(ProblemException.class, () -> XmlReader.read(text, ONE), text).problem().code();
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        String written = XmlWriter.write(ALICE, ONE);
        assertEquals(HEAD + ALICE_IN_XML.replace("\"></property>", "\"/>"), written);
        assertEquals(ALICE, XmlReader.read(written, ONE));
        assertEquals(ALICE, XmlReader.read(ALICE_IN_XML, ONE));
    }

    @Test
    void aListIsItsElementsInTheRoot() {
        JsonObject two = new JsonObject().put("users", new JsonArray().add(new JsonObject().put("username", "a"))
                .add(new JsonObject().put("username", "b")));
        assertEquals(HEAD + "<users><user><username>a</username></user><user><username>b</username></user></users>",
                XmlWriter.write(two, MANY));
        assertEquals(two, XmlReader.read(XmlWriter.write(two, MANY), MANY));
        assertEquals(HEAD + "<users/>", XmlWriter.write(new JsonObject().put("users", new JsonArray()), MANY));
    }

    @Test
    void emptyListsAreThereAndMissingOnesAreNot() {
        assertEquals(HEAD + "<user><properties/></user>", XmlWriter.write(new JsonObject().put("properties", new JsonArray()), ONE));
        assertEquals(HEAD + "<user/>", XmlWriter.write(new JsonObject().putNull("username"), ONE));
        assertEquals(new JsonObject().put("properties", new JsonArray()), XmlReader.read("<user><properties/></user>", ONE));
        assertEquals(new JsonObject(), XmlReader.read("<user/>", ONE));
    }

    @Test
    void whatTheFormDoesNotHaveIsPassedOver() {
        String strange = "<!-- hi --><user xmlns:x='urn:x' colour='red'><deep><deeper><username>no</username></deeper></deep>"
                + "<x:username>al<i>no</i>ice<![CDATA[ & co]]></x:username><?php no?><admins><member>m</member><admin>a</admin></admins></user>";
        assertEquals(new JsonObject().put("username", "alice & co").put("admins", JsonArray.of("a")), XmlReader.read(strange, ONE));
    }

    @Test
    void numbersAndTruthsAreRead() {
        assertEquals(new JsonObject().put("age", 12L).put("locked", false), XmlReader.read("<user><age> 12 </age><locked>0</locked></user>", ONE));
        assertEquals(new JsonObject(), XmlReader.read("<user><age/><locked></locked></user>", ONE));
        assertEquals(new JsonObject().put("age", "many").put("locked", "maybe"),
                XmlReader.read("<user><age>many</age><locked>maybe</locked></user>", ONE), "left for the contract's check");
    }

    @Test
    void linesStayLines() {
        JsonObject lines = new JsonObject().put("username", "a\r\nb\tc")
                .put("properties", new JsonArray().add(new JsonObject().put("key", "k").put("value", "one\ntwo\t\r\n three")));
        assertEquals(lines, XmlReader.read(XmlWriter.write(lines, ONE), ONE));
    }

    @Test
    void timesAreMillisecondsInJsonAndTextInXml() {
        JsonObject time = new JsonObject().put("type", "integer").put("x-xml-date", true);
        Document session = XmlForm.of(object("session", "creationDate", time));
        JsonObject value = new JsonObject().put("creationDate", 1795360057545L);
        String written = HEAD + "<session><creationDate>2026-11-22T15:07:37.545Z</creationDate></session>";
        assertEquals(written, XmlWriter.write(value, session));
        assertEquals(value, XmlReader.read(written, session));
        assertEquals("soon", XmlReader.read("<session><creationDate>soon</creationDate></session>", session).getValue("creationDate"));
    }

    @Test
    void whatXmlCannotCarryIsReplaced() {
        assertEquals(HEAD + "<user><username>a\uFFFDb\uFFFD🎩</username></user>",
                XmlWriter.write(new JsonObject().put("username", "a\u0000b\uD83D🎩"), ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "{\"username\": \"alice\"}", "<user>", "<user><username></user>", "<user/><user/>", "<user/>tail",
            "<users/>", "<user><username>a</username><username>b</username></user>", "<user><username>&nbsp;</username></user>",
            "<!DOCTYPE user [<!ENTITY a 'b'>]><user><username>&a;</username></user>",
            "<!DOCTYPE user SYSTEM 'file:///etc/hostname'><user/>", "<?xml version='1.0' encoding='x'?><user/"})
    void whatIsNoSuchDocumentIsRefused(String text) {
        assertEquals("malformed-xml", refusal(text));
    }

    @Test
    void depthAndExpansionCostNothing() {
        List<String> walls = List.of("<a>".repeat(100_000) + "</a>".repeat(100_000), "<a>".repeat(50_000) + "x" + "</a>".repeat(50_000));
        walls.forEach(wall -> assertEquals(new JsonObject(), XmlReader.read("<user>" + wall + "</user>", ONE)));
        String bomb = "<!DOCTYPE user [<!ENTITY a '" + "x".repeat(1000) + "'><!ENTITY b '" + "&a;".repeat(1000) + "'>]>"
                + "<user><username>" + "&b;".repeat(1000) + "</username></user>";
        assertEquals("malformed-xml", refusal(bomb));
    }

    @Test
    void aSchemaWithoutARootAndAnAttributeThatIsAListAreFaultsOfTheContract() {
        assertThrows(IllegalArgumentException.class, () -> XmlForm.of(new JsonObject().put("type", "object")));
        JsonObject attribute = array(TEXT, false);
        attribute.getJsonObject("xml").put("attribute", true);
        assertThrows(IllegalArgumentException.class, () -> XmlForm.of(object("user", "tags", attribute)));
    }
}
