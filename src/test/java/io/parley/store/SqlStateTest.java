package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStateTest {
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "HYT00", "90131"})
    void whatWasInTheWayOfAnotherIsTriedAgain(String state) {
        assertTrue(Contention.is(new SQLException("deadlock", state)));
        assertFalse(LostConnection.is(new SQLException("deadlock", state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08003", "08006", "57P01", "57P02", "90067", "90121"})
    void aConnectionThatDiedIsKnown(String state) {
        assertTrue(LostConnection.is(new IllegalStateException(new SQLException("gone", state))));
        assertFalse(Contention.is(new SQLException("gone", state)));
    }

    @Test
    void aServerThatTakesNoConnectionIsNotALostOne() {
        assertFalse(LostConnection.is(new SQLException("refused", "08001")));
    }

    @Test
    void whatIsNoFailureOfADatabaseIsNone() {
        assertFalse(DuplicateRow.is(new IllegalStateException("23505")));
        assertFalse(Contention.is(new SQLException("no state")));
        assertTrue(DuplicateRow.is(new SQLException("twice", "23505")));
    }

    @Test
    void theLogIsNotToldWhatWasInTheRow() {
        for (String state : List.of("22001", "23502", "23505")) {
            assertEquals("SQLSTATE " + state, SqlState.told(new SQLException("Value too long for column: 'my question'", state)));
        }
        assertEquals("java.sql.SQLException: refused", SqlState.told(new SQLException("refused\nat length", "08001")));
    }

    @Test
    void onlyPostgresIsGivenALimitForItsAnswersAndOnlyWhereThereIsNone() {
        assertEquals("jdbc:h2:mem:x", new JdbcUrl("jdbc:h2:mem:x").patient());
        assertEquals("jdbc:postgresql://db/parley?socketTimeout=30", new JdbcUrl("jdbc:postgresql://db/parley").patient());
        assertEquals("jdbc:postgresql://db/parley?ssl=true&socketTimeout=30", new JdbcUrl("jdbc:postgresql://db/parley?ssl=true").patient());
        assertEquals("jdbc:postgresql://db/parley?socketTimeout=5", new JdbcUrl("jdbc:postgresql://db/parley?socketTimeout=5").patient());
    }
}
