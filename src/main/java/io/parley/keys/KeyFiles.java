package io.parley.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A directory of small text files that only Parley's own user may read: 0700 for the directory, 0600 for the files. */
final class KeyFiles {
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    /** Group and world: a key that they can read may have been copied, one that they can write may be another's. */
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path directory;

    /** Makes the directory when it is missing. */
    KeyFiles(Path directory) {
        this.directory = directory;
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory.toAbsolutePath().getParent());
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
            }
        } catch (IOException e) {
            throw new KeyFault("cannot make the key directory " + directory + ": " + e, e);
        }
        refuseOthers(directory, "chmod 700");
    }

    /** The file's text without the line end; a missing file is made of {@code fresh} first. */
    String readOrMake(String name, Supplier<String> fresh) {
        Path file = path(name);
        if (Files.notExists(file)) {
            write(file, fresh.get());
        }
        refuseOthers(file, "chmod 600");
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new KeyFault("cannot read the key file " + file + ": " + e, e);
        }
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Written aside, forced to the disk and then renamed: after a power cut there is the whole key or none, never half of one. */
    private void write(Path file, String text) {
        try {
            Path aside = Files.createTempFile(directory, file.getFileName().toString(), ".new",
                    PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text + "\n");
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KeyFault("cannot write the key file " + file + ": " + e, e);
        }
    }

    private static void refuseOthers(Path path, String remedy) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            Set<PosixFilePermission> tooMany = EnumSet.copyOf(OTHERS);
            tooMany.retainAll(permissions);
            if (!tooMany.isEmpty()) {
                throw new KeyFault(path + " is open to other users (" + PosixFilePermissions.toString(permissions)
                        + "): replace the keys in it if others may have read them, then " + remedy + " " + path);
            }
        } catch (IOException e) {
            throw new KeyFault("cannot tell who may read " + path + ": " + e, e);
        }
    }
}
