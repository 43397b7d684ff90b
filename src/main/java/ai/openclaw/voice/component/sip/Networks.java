package ai.openclaw.voice.component.sip;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses and ranges of them, such as {@code 192.0.2.7} and {@code 10.1.0.0/16}. */
final class Networks {
    private final List<Range> ranges;

    private record Range(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
                if (((other[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private Networks(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * @param text separated by commas; empty for none
     * @throws IllegalArgumentException naming what is no address and no range
     */
    static Networks of(String text) {
        return new Networks(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Networks::range)
                .toList());
    }

    /** The addresses that this machine has now; none when it does not say. */
    static Networks ofThisMachine() {
        try {
            return new Networks(NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress)
                    .map(address -> new Range(address, address.length * 8))
                    .toList());
        } catch (SocketException e) {
            return new Networks(List.of());
        }
    }

    private static Range range(String word) {
        String[] parts = word.split("/", 2);
        try {
            // Only digits and colons, or a name would be looked up.
            if (parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
                if (bits >= 0 && bits <= address.length * 8) {
                    return new Range(address, bits);
                }
            }
        } catch (UnknownHostException | NumberFormatException e) {
            // falls through to the one message for all that is no address
        }
        throw new IllegalArgumentException(word + " is no address and no range of them");
    }

    boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(octets));
    }
}
