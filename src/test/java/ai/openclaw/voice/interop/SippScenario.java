package ai.openclaw.voice.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario of {@code src/test/resources/sipp}, made complete for sipp. The files are sipp's own XML, in which these
 * processing instructions stand for what would be the same thirty lines each time:
 *
 * <pre>
 * {@code <?invite?>}               the call's first INVITE; to, headers, sdp, dialog, same as below
 * {@code <?answered?>}             100 and 180, which may come, and the 200 that must
 * {@code <?ack?>}                  the ACK of the INVITE before it
 * {@code <?call?>}                 the three of them
 * {@code <?request method="X"?>}   a request within the dialog
 * {@code <?reply status="200 OK"?>} the answer to the request that was received last
 * {@code <?bye?>}                  BYE, and the 200 to it
 * {@code <?prack?>}                the PRACK of the response that was received with rseq="yes"
 * {@code <?recv response="200" has="A: b|c" lacks="D:"?>} a message with, and without, what the expressions match
 * </pre>
 *
 * {@code headers} are separated by bars. {@code sdp} is a direction, with {@code port=} and {@code codec=} behind it if
 * wanted, or {@code none}. {@code dialog="2"} makes another call of its own within the scenario, with its own tags.
 * {@code cseq} and {@code branch} name another request's number and branch where a message must have the same; {@code
 * initial} is for what is not sent within the dialog.
 */
final class SippScenario {
    private static final Pattern INSTRUCTION = Pattern.compile("<\\?(?!xml)(\\w+)\\s*(.*?)\\?>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern EXPECTATION = Pattern.compile("<!--\\s*expect\\s+(.*?)-->", Pattern.DOTALL);

    private final String name;
    private final String source;
    private final Map<String, Integer> numbers = new HashMap<>();
    private int branches;
    private String lastInviteBranch = "";
    private int versions;
    private int variables;

    private SippScenario(String name, String source) {
        this.name = name;
        this.source = source;
    }

    static SippScenario read(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".xml", "");
        return new SippScenario(name, Files.readString(file));
    }

    String name() {
        return name;
    }

    /** What the product must have made of it: {@code key=value} in the file's comment {@code expect}. */
    Map<String, String> expected() {
        Map<String, String> all = new HashMap<>();
        Matcher found = EXPECTATION.matcher(source);
        while (found.find()) {
            for (String word : found.group(1).strip().split("\\s+")) {
                String[] pair = word.split("=", 2);
                all.put(pair[0], pair[1]);
            }
        }
        return all;
    }

    /** The scenario as sipp reads it. */
    String complete() {
        String all = INSTRUCTION.matcher(source).replaceAll(found -> Matcher.quoteReplacement(part(found)));
        StringBuilder used = new StringBuilder();
        for (int i = 1; i <= variables; i++) {
            used.append(i == 1 ? "" : ",").append('v').append(i);
        }
        return variables == 0
                ? all
                : all.replace("</scenario>", "<Reference variables=\"" + used + "\"/>\n</scenario>");
    }

    private String part(java.util.regex.MatchResult found) {
        Map<String, String> with = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(found.group(2));
        while (attribute.find()) {
            with.put(attribute.group(1), attribute.group(2));
        }
        return switch (found.group(1)) {
            case "invite" -> invite(with);
            case "answered" -> answered();
            case "ack" -> ack(with);
            case "call" -> invite(with) + answered() + ack(new HashMap<>(Map.of("dialog", dialog(with))));
            case "request" -> inDialog(with);
            case "reply" -> reply(with);
            case "prack" -> {
                with.put("method", "PRACK");
                with.put("headers", "RAck: [$rseq] 1 INVITE");
                yield inDialog(with);
            }
            case "recv" -> recv(with);
            case "bye" ->
                // What was sent before it shall not be overtaken.
                "<pause milliseconds=\"400\"/>\n"
                        + inDialog(new HashMap<>(Map.of("method", "BYE", "dialog", dialog(with), "sdp", "none")))
                        + "<recv response=\"200\"/>\n";
            default -> throw new IllegalArgumentException(name + ": what is <?" + found.group(1) + "?>");
        };
    }

    private static String dialog(Map<String, String> with) {
        return with.getOrDefault("dialog", "1");
    }

    private String invite(Map<String, String> with) {
        String to = with.getOrDefault("to", "9001");
        with.putIfAbsent("sdp", "sendrecv");
        with.put("method", "INVITE");
        with.put("uri", "sip:" + to + "@[remote_ip]:[remote_port]");
        with.put("toHeader", "<sip:" + to + "@[remote_ip]:[remote_port]>");
        return request(with);
    }

    private static String answered() {
        return "<recv response=\"100\" optional=\"true\"/>\n<recv response=\"180\" optional=\"true\"/>\n"
                + "<recv response=\"200\" rrs=\"true\"/>\n";
    }

    private String ack(Map<String, String> with) {
        with.put("method", "ACK");
        with.putIfAbsent("sdp", "none");
        return inDialog(with);
    }

    private String inDialog(Map<String, String> with) {
        String method = with.get("method");
        with.putIfAbsent("sdp", method.equals("INVITE") ? "sendrecv" : "none");
        String address = "sip:9001@[remote_ip]:[remote_port]";
        boolean outside = with.containsKey("initial");
        String tag = outside && !method.equals("ACK") ? "" : "[peer_tag_param]";
        with.put("uri", outside ? address : "[next_url]");
        with.put("toHeader", "<" + address + ">" + with.getOrDefault("tag", tag));
        return request(with);
    }

    private String request(Map<String, String> with) {
        String method = with.get("method");
        String dialog = dialog(with);
        int number = numbers.getOrDefault(dialog, 0);
        if (!method.equals("ACK") && !method.equals("CANCEL") && !with.containsKey("cseq")) {
            numbers.put(dialog, ++number);
        }
        String cseq = with.getOrDefault("cseq", String.valueOf(number));
        String branch =
                switch (with.getOrDefault("branch", "new")) {
                    case "invite" -> lastInviteBranch;
                    default -> "z9hG4bK-[pid]-" + name + "-" + ++branches;
                };
        if (method.equals("INVITE")) {
            lastInviteBranch = branch;
        }
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(with.get("uri")).append(" SIP/2.0\n");
        text.append("Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=")
                .append(branch)
                .append('\n');
        text.append("Max-Forwards: 70\n");
        text.append("From: <sip:")
                .append(name)
                .append("@[local_ip]:[local_port]>;tag=[pid]-")
                .append(dialog)
                .append('\n');
        text.append("To: ").append(with.get("toHeader")).append('\n');
        text.append("Call-ID: [call_id]").append('\n');
        text.append("CSeq: ").append(cseq).append(' ').append(method).append('\n');
        text.append("Contact: <sip:").append(name).append("@[local_ip]:[local_port];transport=[transport]>\n");
        for (String header : with.getOrDefault("headers", "").split("\\|")) {
            if (!header.isBlank()) {
                text.append(header.strip().replace("&quot;", "\"")).append('\n');
            }
        }
        String body = with.containsKey("body") ? with.get("body").replace("|", "\n") : sdp(with.get("sdp"));
        if (!body.isEmpty()) {
            text.append("Content-Type: ")
                    .append(with.getOrDefault("type", "application/sdp"))
                    .append('\n');
        }
        text.append("Content-Length: [len]\n\n").append(body);
        boolean repeats = !method.equals("ACK") && !"no".equals(with.get("retrans"));
        return "<send" + (repeats ? " retrans=\"500\"" : "") + "><![CDATA[\n\n" + text + "\n]]></send>\n";
    }

    private String recv(Map<String, String> with) {
        StringBuilder text = new StringBuilder("<recv");
        with.forEach((key, value) -> {
            if (!key.equals("has") && !key.equals("lacks") && !key.equals("rseq")) {
                text.append(' ').append(key).append("=\"").append(value).append('"');
            }
        });
        text.append(">\n<action>\n");
        if (with.containsKey("rseq")) {
            text.append("<ereg regexp=\"[0-9]+\" search_in=\"hdr\" header=\"RSeq:\" check_it=\"true\" ");
            text.append("assign_to=\"rseq\"/>\n");
        }
        checks(text, with.get("has"), "check_it");
        checks(text, with.get("lacks"), "check_it_inverse");
        return text + "</action>\n</recv>\n";
    }

    private void checks(StringBuilder text, String expressions, String check) {
        if (expressions != null) {
            for (String expression : expressions.split("\\|")) {
                text.append("<ereg regexp=\"").append(expression).append("\" search_in=\"msg\" ");
                text.append(check)
                        .append("=\"true\" assign_to=\"v")
                        .append(++variables)
                        .append("\"/>\n");
            }
        }
    }

    private String reply(Map<String, String> with) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + with.getOrDefault("status", "200 OK") + "\n");
        for (String header : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            text.append("[last_").append(header).append(":]\n");
        }
        text.append("Contact: <sip:").append(name).append("@[local_ip]:[local_port];transport=[transport]>\n");
        for (String header : with.getOrDefault("headers", "").split("\\|")) {
            if (!header.isBlank()) {
                text.append(header.strip().replace("&quot;", "\"")).append('\n');
            }
        }
        String body = sdp(with.getOrDefault("sdp", "none"));
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\n");
        }
        text.append("Content-Length: [len]\n\n").append(body);
        return "<send><![CDATA[\n\n" + text + "\n]]></send>\n";
    }

    /** @param words a direction, and what differs from PCMU at sipp's media port */
    private String sdp(String words) {
        if (words == null || words.equals("none")) {
            return "";
        }
        String direction = words.split(" ")[0];
        String port = word(words, "port", "[media_port]");
        String codec = word(words, "codec", "0 PCMU");
        String[] format = codec.split("[ _]");
        return "v=0\no=sipp 7 " + ++versions
                + " IN IP[local_ip_type] [local_ip]\ns=-\nc=IN IP[media_ip_type] [media_ip]\n"
                + "t=0 0\nm=audio " + port + " RTP/AVP " + format[0] + " 101\na=rtpmap:" + format[0] + " " + format[1]
                + "/8000\na=rtpmap:101 telephone-event/8000\na=" + direction + "\n";
    }

    private static String word(String words, String key, String otherwise) {
        for (String word : words.split(" ")) {
            if (word.startsWith(key + "=")) {
                return word.substring(key.length() + 1);
            }
        }
        return otherwise;
    }
}
