-- Two more commands of XEP-0133 that Prosody lacks (4.3 and 4.4): a host's admins lock users out and let them in again. Who is locked
-- out cannot log in, with whatever proof, and has no sessions; account, roster and messages stay as they are.

local user_exists = require "core.usermanager".user_exists;
local get_provider = require "core.usermanager".get_provider;
local new_form = require "util.dataforms".new;
local simple_form = require "util.adhoc".new_simple_form;
local jid = require "util.jid";

module:depends("adhoc");
local new_command = module:require "adhoc".new;

-- goes with the account when that is deleted
local lockouts = module:open_store("parley_lockouts");
local provider = get_provider(module.host);
local get_sasl_handler = provider.get_sasl_handler;
-- every other name is answered with a function that says no
local is_enabled = rawget(provider, "is_enabled");

local function may_log_in(username)
	return lockouts:get(username) == nil and (is_enabled == nil or is_enabled(username));
end

provider.is_enabled = may_log_in;

-- What each of a SASL profile's functions returns for the account's state, and where (util.sasl): false is a disabled account. A wrong
-- password is told first where it can be, so that a guesser learns nothing.
local state_at = { plain = 2, plain_test = 2, scram_sha_1 = 5, scram_sha_256 = 5 };

local function with_state(name, get)
	return function (sasl, username, ...)
		local values = table.pack(get(sasl, username, ...));
		if values[1] and not may_log_in(username) then values[state_at[name]] = false; end
		return table.unpack(values, 1, math.max(values.n, state_at[name]));
	end
end

provider.get_sasl_handler = function (session)
	local handler = get_sasl_handler(session);
	for name in pairs(state_at) do
		local get = handler.profile[name];
		if get then handler.profile[name] = with_state(name, get); end
	end
	return handler;
end

local function end_sessions(username)
	local user = prosody.hosts[module.host].sessions[username];
	local sessions = {};
	for _, session in pairs(user and user.sessions or {}) do sessions[#sessions + 1] = session; end
	for _, session in ipairs(sessions) do
		session:close({ condition = "policy-violation", text = "This account is locked out" });
	end
end

local function form(title)
	return new_form {
		title = title;
		{ name = "FORM_TYPE", type = "hidden", value = "http://jabber.org/protocol/admin" };
		{ name = "accountjids", type = "jid-multi", required = true, label = "The Jabber ID(s)" };
	};
end

-- Everybody who is named, or nobody: whether they are users is checked before anything is done.
local function for_each(action)
	return function (fields, problems)
		if problems then
			return { status = "completed", error = { message = "accountjids: the accounts" } };
		end
		local usernames = {};
		for _, account in ipairs(fields.accountjids) do
			local username, host = jid.split(account);
			if host ~= module.host or not username or not user_exists(username, host) then
				return { status = "completed", error = { message = account .. " is no user here" } };
			end
			usernames[#usernames + 1] = username;
		end
		for _, username in ipairs(usernames) do
			local done, problem = action(username);
			if not done then return { status = "completed", error = { message = problem or "Not written" } }; end
		end
		return { status = "completed", info = "Done" };
	end
end

local disable = simple_form(form("Disabling Users"), for_each(function (username)
	local done, problem = lockouts:set(username, { since = os.time() });
	if done then
		module:log("info", "Locked %s out", username);
		end_sessions(username);
	end
	return done, problem;
end));

local reenable = simple_form(form("Re-Enabling Users"), for_each(function (username)
	module:log("info", "Let %s in again", username);
	return lockouts:set(username, nil);
end));

module:provides("adhoc", new_command("Disable User", "http://jabber.org/protocol/admin#disable-user", disable, "admin"));
module:provides("adhoc", new_command("Re-Enable User", "http://jabber.org/protocol/admin#reenable-user", reenable, "admin"));

function module.unload()
	provider.get_sasl_handler = get_sasl_handler;
	provider.is_enabled = is_enabled;
end
