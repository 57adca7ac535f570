-- A Prosody (0.12 or later) for development and tests, on loopback alone. It is started by `scripts/run`, `scripts/xmpp` and the
-- tests, which say by environment what differs between them:
--
--   XMPP_DATA              directory for accounts, archives, log and pid file
--   XMPP_DOMAIN            default localhost
--   XMPP_C2S_PORT, XMPP_COMPONENT_PORT, XMPP_HTTP_PORT
--   XMPP_COMPONENT_SECRET  what the components of Parley present (XEP-0114)
--   XMPP_LOGIN_KEY         JWK file with the key that password-less logins are signed with; it may be made later
--   XMPP_CERTIFICATE, XMPP_KEY  PEM files; given both, clients must use TLS, unless XMPP_TLS is "offered"
--   XMPP_C2S_TLS_PORT      where TLS begins with the first byte (XEP-0368)
--   XMPP_ARCHIVE           off: no archives of messages, neither of users nor of rooms
--   XMPP_LOG_LEVEL         default info
--
-- A server of one's own needs the part between the lines "Parley" and its own values; README.md has it as a snippet.

local function need(name, value)
	return value or error("set " .. name .. " (scripts/xmpp does)", 0);
end

local domain = ENV_XMPP_DOMAIN or "localhost";
local data = need("XMPP_DATA", ENV_XMPP_DATA);
local http_port = tonumber(need("XMPP_HTTP_PORT", ENV_XMPP_HTTP_PORT));
local component_secret_of_parley = need("XMPP_COMPONENT_SECRET", ENV_XMPP_COMPONENT_SECRET);
-- Prosody changes its directory: give --config an absolute path
local here = debug.getinfo(1, "S").source:match("^@(/.*)/[^/]*$") or error("give --config an absolute path", 0);
local archive = ENV_XMPP_ARCHIVE ~= "off"
local tls = ENV_XMPP_CERTIFICATE and ENV_XMPP_KEY and true or false;
local must_use_tls = tls and ENV_XMPP_TLS ~= "offered";

data_path = data
pidfile = data .. "/prosody.pid"
log = { { levels = { min = ENV_XMPP_LOG_LEVEL or "info" }, to = "file", filename = data .. "/server.log" } }
-- containers and build machines have no other user; it listens on loopback alone
run_as_root = true

interfaces = { "127.0.0.1" }
c2s_ports = { tonumber(need("XMPP_C2S_PORT", ENV_XMPP_C2S_PORT)) }
c2s_direct_tls_ports = { tonumber(ENV_XMPP_C2S_TLS_PORT) }
component_ports = { tonumber(need("XMPP_COMPONENT_PORT", ENV_XMPP_COMPONENT_PORT)) }
component_interfaces = { "127.0.0.1" }
http_ports = { http_port }
http_interfaces = { "127.0.0.1" }
https_ports = {}
http_external_url = "http://127.0.0.1:" .. http_port .. "/"
http_default_host = "upload." .. domain

authentication = "internal_hashed"
certificates = data
if tls then
	ssl = { certificate = ENV_XMPP_CERTIFICATE, key = ENV_XMPP_KEY }
end
c2s_require_encryption = must_use_tls
-- only because nothing but loopback is listened on
allow_unencrypted_plain_auth = not must_use_tls

modules_enabled = {
	"posix", "disco", "roster", "saslauth", "ping", "version", "time", "uptime",
	"smacks", "carbons", "blocklist", "pep", "bookmarks", "private", "vcard",
	"admin_adhoc", "announce", "csi_simple",
	-- Parley
	"parley_login", "parley_users", "parley_lockouts", "parley_offline",
	-- "ping" twice is "ping" once. tls is last, because a nil ends the list
	archive and "mam" or "ping", tls and "tls" or nil,
}
modules_disabled = { "s2s" }

-- A message of 100 kB in which every character is escaped, twice over.
c2s_stanza_size_limit = 2 * 1024 * 1024
component_stanza_size_limit = 2 * 1024 * 1024

default_archive_policy = true
archive_expires_after = "1y"
max_archive_query_results = 250

-- How long a session without a connection waits for its client. Longer, and a user whose client died looks online for longer.
smacks_hibernation_time = 120
-- Bursts: a queue that overflows cannot be resumed.
smacks_max_queue_size = 5000

-- Parley ---------------------------------------------------------------------------------------------------------------------
plugin_paths = { here .. "/modules" }
parley_login_key = ENV_XMPP_LOGIN_KEY
-- parley_login_addresses = { "127.0.0.0/8", "::1/128" }   from where Parley may log users in without their password

VirtualHost(domain)
	admins = { "admin@" .. domain }

Component("conference." .. domain) "muc"
	name = "Rooms"
	-- Parley: "parley_rooms". Last, because a nil ends the list
	modules_enabled = { "parley_rooms", archive and "muc_mam" or nil }
	admins = { "admin@" .. domain }
	restrict_room_creation = false
	muc_room_default_public = true
	muc_log_expires_after = "1y"
	-- a destroyed room's name can be used again at once
	muc_tombstones = false

Component("upload." .. domain) "http_file_share"
	http_file_share_size_limit = 10 * 1024 * 1024

Component("workgroup." .. domain)
	component_secret = component_secret_of_parley
	-- a node that takes the component over must not be kept out by the dead connection of the one before
	component_conflict_resolve = "kick_old"
	modules_enabled = {}

Component("visitors." .. domain)
	component_secret = component_secret_of_parley
	component_conflict_resolve = "kick_old"
	modules_enabled = {}
