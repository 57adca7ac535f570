package io.parley.http.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses that share their first bits: one address, or a network as {@code 10.0.0.0/8}. */
record AddressRange(byte[] network, int bits) {

    /** @throws IllegalArgumentException for what is neither an address nor a network; names are never looked up */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = parseAddress(slash < 0 ? text : text.substring(0, slash)).map(InetAddress::getAddress)
                .orElseThrow(() -> notARange(text, null));
        try {
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= network.length * 8) {
                return new AddressRange(network, bits);
            }
        } catch (NumberFormatException e) {
            throw notARange(text, e);
        }
        throw notARange(text, null);
    }

    /** An IPv4 address written as IPv6 is the IPv4 address. */
    static Optional<InetAddress> parseAddress(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException notARange(String text, Throwable cause) {
        return new IllegalArgumentException("'" + text + "' is neither an IP address nor a network such as 10.0.0.0/8", cause);
    }
}
