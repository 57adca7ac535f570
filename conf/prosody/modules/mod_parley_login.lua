-- Logs a user in for Parley without the user's password: SASL PLAIN whose password is a short-lived token (JWT, RFC 7519) that Parley
-- signs. It carries {"jid": "<user>@<host>", "exp": <seconds since 1970>, "aud": "xmpp-login"}. Ordinary passwords, SCRAM included, work
-- as before; what is no good token is tested as a password.
--
--   parley_login_key        path of a JWK (RFC 7517): {"kty":"oct","use":"sig","alg":"HS256","k":"<base64url, 32 bytes or more>"}.
--                           It may appear, or change, while Prosody runs.
--   parley_login_addresses  addresses or networks that may do so; loopback by default. Behind a proxy that hides addresses,
--                           everybody has the proxy's.

local json = require "util.json";
local jwt = require "util.jwt";
local ip = require "util.ip";
local jid_prep = require "util.jid".prep;
local base64_decode = require "util.encodings".base64.decode;
local get_provider = require "core.usermanager".get_provider;

local audience = "xmpp-login";
-- the clocks of two machines may differ by this much
local leeway_seconds = 5;
local least_key_bytes = 32;

local key_path = module:get_option_path("parley_login_key", nil, "config");
local networks = {};
for network in module:get_option_set("parley_login_addresses", { "127.0.0.0/8", "::1/128" }) do
	local address, bits = ip.parse_cidr(network);
	if not address then
		error("parley_login_addresses: not an address or network: " .. network);
	end
	networks[#networks + 1] = { address = address, bits = bits };
end

local function decode_base64url(text)
	local plain = text:gsub("[-_]", { ["-"] = "+", ["_"] = "/" });
	return base64_decode(plain .. ("="):rep(-#plain % 4));
end

local function key_of(text)
	local parsed, jwk = pcall(json.decode, text);
	if not parsed or type(jwk) ~= "table" then return nil, key_path .. " is not JSON"; end
	if jwk.kty ~= "oct" or jwk.alg ~= "HS256" or type(jwk.k) ~= "string" then
		return nil, key_path .. ' is not {"kty":"oct","alg":"HS256","k":…}';
	end
	local key = decode_base64url(jwk.k);
	if not key or #key < least_key_bytes then return nil, key_path .. ": k is no base64url of 32 bytes or more"; end
	return key;
end

local function read(path)
	if not path then return nil, "parley_login_key is not set"; end
	local file, problem = io.open(path);
	if not file then return nil, problem; end
	local text = file:read("a");
	file:close();
	return text;
end

local last_problem;

-- Read at each use: times of files are too coarse to see that one was just replaced. What is wrong is said in the log once.
local function current_key()
	local key;
	local text, problem = read(key_path);
	if text then key, problem = key_of(text); end
	if problem ~= last_problem then
		last_problem = problem;
		if problem then module:log("warn", "Passwords only, no key: %s", problem); end
	end
	return key;
end

local function may_use_tokens(session)
	local peer = session and session.ip and ip.new_ip(session.ip);
	if not peer then return false; end
	for _, network in ipairs(networks) do
		if network.address.proto == peer.proto and ip.match(peer, network.address, network.bits) then return true; end
	end
	return false;
end

-- util.jwt compares signatures in constant time and knows HS256 alone; it raises an error on some malformed ones.
local function claims_of(key, token)
	local checked, good, claims = pcall(jwt.verify, key, token);
	if checked and good == true and type(claims) == "table" then return claims; end
	return nil;
end

local function is_good_token(username, token)
	local key = token:match("^[%w_-]+%.[%w_-]+%.[%w_-]+$") and current_key();
	local claims = key and claims_of(key, token);
	return claims
		and claims.aud == audience
		and type(claims.exp) == "number" and claims.exp + leeway_seconds > os.time()
		and type(claims.jid) == "string" and jid_prep(claims.jid) == username .. "@" .. module.host
		or false;
end

local provider = get_provider(module.host);
local get_sasl_handler = provider.get_sasl_handler;

local function accept_tokens(session, handler)
	local profile = handler.profile;
	local test_password = profile.plain_test;
	if not test_password then
		module:log("error", "The authentication module of %s has no test of a plain password: no password-less logins", module.host);
		return handler;
	end
	profile.plain_test = function (sasl, username, password, realm)
		if may_use_tokens(session) and is_good_token(username, password) and provider.user_exists(username) then
			-- mod_parley_lockouts, and Prosody from 13 on, know of disabled accounts
			local is_enabled = rawget(provider, "is_enabled");
			local enabled = is_enabled == nil or is_enabled(username);
			module:log("info", enabled and "Logged %s in without a password" or "%s is locked out", username);
			return true, enabled;
		end
		return test_password(sasl, username, password, realm);
	end
	return handler;
end

provider.get_sasl_handler = function (session)
	return accept_tokens(session, get_sasl_handler(session));
end

function module.unload()
	provider.get_sasl_handler = get_sasl_handler;
end
