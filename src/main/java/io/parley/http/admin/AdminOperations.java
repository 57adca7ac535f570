package io.parley.http.admin;

import io.parley.bus.Bus;
import io.parley.http.Operation;
import io.parley.http.SessionsClient;
import io.parley.http.access.ClientAddress;
import io.parley.http.access.UserNames;
import java.util.HashMap;
import java.util.Map;

/** Every operation of the administration, by its operationId: for admins and the master secret, health for everybody. */
public final class AdminOperations {
    private AdminOperations() {
    }

    public static Map<String, Operation> all(Bus bus, SessionsClient sessions, ClientAddress clients, UserNames users) {
        AdminClient admin = new AdminClient(bus, sessions, clients);
        AdminNames names = new AdminNames(users);
        Map<String, Operation> all = new HashMap<>();
        all.putAll(new UsersApi(admin, names).operations());
        all.putAll(new UserRosterApi(admin, names).operations());
        all.putAll(new GroupsApi(admin).operations());
        all.putAll(new ChatRoomsApi(admin).operations());
        all.putAll(new AffiliationsApi(admin).operations());
        all.putAll(new LiveSessionsApi(admin, names).operations());
        all.putAll(new PropertiesApi(admin).operations());
        all.putAll(new GivenBookmarksApi(admin).operations());
        all.putAll(new SipApi(admin).operations());
        all.putAll(new AuditApi(admin).operations());
        all.putAll(new ClusterApi(admin).operations());
        all.putAll(new HealthApi(bus).operations());
        return all;
    }
}
