package io.parley.session.room;

import io.parley.session.EventData;
import java.util.Optional;

/**
 * What an occupant's presence means.
 *
 * @param event what to tell; empty for what changes nobody's picture
 * @param gone  whether the user is out of the room
 */
record OccupantChange(Optional<EventData.Occupant> event, boolean gone) {
    static final OccupantChange NOTHING = new OccupantChange(Optional.empty(), false);

    static OccupantChange of(EventData.Occupant event) {
        return new OccupantChange(Optional.of(event), false);
    }
}
