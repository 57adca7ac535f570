-- The two commands of XEP-0133 (4.18 and 4.20) that Prosody lacks: a host's admins list its users and count them.

local users_of = require "core.usermanager".users;
local new_form = require "util.dataforms".new;
local simple_form = require "util.adhoc".new_simple_form;

module:depends("adhoc");
local new_command = module:require "adhoc".new;

local form_type = { name = "FORM_TYPE", type = "hidden", value = "http://jabber.org/protocol/admin" };

local list_request = new_form {
	title = "Requesting List of Registered Users";
	instructions = "Fill out this form to request the registered users of this service.";
	form_type;
	{
		name = "max_items", type = "list-single", label = "Maximum number of items to show", value = "none",
		options = { "25", "50", "75", "100", "150", "200", "none" },
	};
};

local list_result = new_form {
	form_type;
	{ name = "registereduserjids", type = "jid-multi", label = "The list of all users" };
};

local count_result = new_form {
	form_type;
	{ name = "registeredusersnum", type = "text-single", label = "The number of registered users" };
};

local function registered_jids()
	local jids = {};
	for username in users_of(module.host) do
		jids[#jids + 1] = username .. "@" .. module.host;
	end
	table.sort(jids);
	return jids;
end

local list_users = simple_form(list_request, function (fields, problems)
	local most = fields.max_items or "none";
	if problems or (most ~= "none" and not most:match("^%d+$")) then
		return { status = "completed", error = { message = "max_items: a number or none" } };
	end
	local jids = registered_jids();
	local last = most == "none" and #jids or math.min(#jids, tonumber(most));
	local listed = table.move(jids, 1, last, 1, {});
	return { status = "completed", result = { layout = list_result, values = { registereduserjids = listed } } };
end);

local function count_users()
	local count = ("%d"):format(#registered_jids());
	return { status = "completed", result = { layout = count_result, values = { registeredusersnum = count } } };
end

module:provides("adhoc",
	new_command("Get List of Registered Users", "http://jabber.org/protocol/admin#get-registered-users-list", list_users, "admin"));
module:provides("adhoc",
	new_command("Get Number of Registered Users", "http://jabber.org/protocol/admin#get-registered-users-num", count_users, "admin"));
