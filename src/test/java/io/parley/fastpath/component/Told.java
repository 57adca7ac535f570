package io.parley.fastpath.component;

import io.parley.fastpath.ChatRooms.Listener;
import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.support.Eventually;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it is told, as {@code entered wanda}, {@code said hello}, in order. */
final class Told implements Listener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<RoomMessage> messages = new CopyOnWriteArrayList<>();
    private final List<Occupant> occupants = new CopyOnWriteArrayList<>();
    private volatile List<Occupant> lastPresent = List.of();

    @Override
    public void entered(String request, Occupant occupant) {
        occupants.add(occupant);
        lines.add("entered " + occupant.nickname());
    }

    @Override
    public void left(String request, Occupant occupant, String reason) {
        lines.add("left " + occupant.nickname() + " " + reason);
    }

    @Override
    public void said(String request, RoomMessage message) {
        messages.add(message);
        lines.add("said " + message.payload().body());
    }

    @Override
    public void typing(String request, Occupant occupant, String state) {
        lines.add("typing " + occupant.nickname() + " " + state);
    }

    @Override
    public void present(String request, List<Occupant> occupants) {
        lastPresent = occupants;
        lines.add("present " + request);
    }

    @Override
    public void lost(String request) {
        lines.add("lost " + request);
    }

    /** Waits for it. */
    void await(String line) {
        Eventually.get(() -> lines, told -> told.contains(line));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void forget() {
        lines.clear();
        messages.clear();
    }

    List<Occupant> lastPresent() {
        return lastPresent;
    }

    Occupant occupant(String nickname) {
        return occupants.stream().filter(one -> one.nickname().equals(nickname)).findFirst().orElseThrow();
    }

    RoomMessage message(String body) {
        Optional<RoomMessage> found = Eventually.get(() -> messages.stream().filter(one -> body.equals(one.payload().body())).findFirst(),
                Optional::isPresent);
        return found.get();
    }

    List<String> bodies() {
        return messages.stream().map(message -> message.payload().body()).toList();
    }
}
