package io.parley.store.fastpath;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Member;
import io.parley.config.Config;
import io.parley.fastpath.SettingsRules;
import io.parley.store.Sql;
import io.parley.store.Store;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkgroupsTest {
    private final Workgroups workgroups = new Workgroups();

    private static WorkgroupSettings settings(String name, List<String> experts, List<String> supervisors) {
        return new SettingsRules().complete(new WorkgroupSettings(name, null, null, null, null, null,
                experts.stream().map(expert -> new Member(expert, null, null)).toList(), supervisors, null, null, null, null, null, null,
                null, null, null, null, null));
    }

    @Test
    void withoutAQueueTooWhoIsDeletedIsNobodysExpertAndTheOthersStay(@TempDir Path directory) {
        Vertx vertx = Vertx.vertx();
        Store store = await(Store.open(vertx,
                new Config.Store("jdbc:h2:file:" + directory.resolve("parley"), Optional.empty(), Optional.empty())));
        for (WorkgroupSettings one : List.of(settings("diabetes", List.of("carol", "dan"), List.of()),
                settings("eyes", List.of("dan"), List.of("carol")), settings("feet", List.of("dan"), List.of()))) {
            await(store.inTransaction(client -> workgroups.insert(client, one)));
        }
        await(store.inTransaction(client -> workgroups.dismiss(client, "carol")));
        assertEquals(List.of(settings("diabetes", List.of("dan"), List.of()), settings("eyes", List.of("dan"), List.of()),
                settings("feet", List.of("dan"), List.of())), await(store.ask(workgroups::all)));
        assertEquals(List.of("dan"), await(store.ask(client -> Sql.of("select distinct username from workgroup_member")
                .list(client, row -> row.getString(0)))));
        assertEquals(List.of("dan"), await(store.ask(client -> Sql.of("select username from expert")
                .list(client, row -> row.getString(0)))));
        await(store.close());
        await(vertx.close());
    }
}
