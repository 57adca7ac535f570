-- How many messages wait for a user who is offline (XEP-0013, section 2.2), told to the user alone. The rest of that extension is missing,
-- so it is not announced as a feature.

local jid_split = require "util.jid".split;
local new_form = require "util.dataforms".new;

local node = "http://jabber.org/protocol/offline";
local messages = module:open_store("offline", "archive");

local answer = new_form {
	{ name = "FORM_TYPE", type = "hidden", value = node };
	{ name = "number_of_messages", type = "text-single" };
};

local function count(username)
	local found = 0;
	for _ in messages:find(username) or function () end do found = found + 1; end
	return found;
end

module:hook("account-disco-info-node", function (event)
	local origin, stanza = event.origin, event.stanza;
	local username = stanza.attr.to and jid_split(stanza.attr.to) or origin.username;
	if event.node ~= node or origin.username ~= username or origin.host ~= module.host then return; end
	event.reply:tag("identity", { category = "automation", type = "message-list" }):up();
	event.reply:tag("feature", { var = node }):up();
	event.reply:add_child(answer:form({ number_of_messages = ("%d"):format(count(username)) }, "result"));
	origin.send(event.reply);
	return true;
end, 10); -- before mod_pep, to which every node is one of its own or none
