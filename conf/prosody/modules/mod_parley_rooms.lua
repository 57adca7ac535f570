-- What Prosody does not tell a room service's admins, who may know everything of its rooms: the service lists hidden rooms to them
-- (XEP-0045, section 6.3), and each room tells its subject (section 6.4: muc#roominfo_subject).

local is_admin = require "core.usermanager".is_admin;

module:depends "disco";
local muc = module:depends "muc";

-- Names by address. Looked for once: rooms that nobody uses are in files, and to read them all for each list takes seconds.
local hidden;

local function note(room)
	if hidden then hidden[room.jid] = room:get_hidden() and (room:get_name() or "") or nil; end
end

local function look_for_hidden()
	hidden = {};
	for room in muc.all_rooms() do note(room); end
end

local function note_event(event) note(event.room); end

module:hook("muc-room-created", note_event, -10);
module:hook("muc-room-restored", note_event, -10);
for _, option in ipairs { "publicroom", "roomname" } do
	module:hook("muc-config-submitted/muc#roomconfig_" .. option, note_event, -10);
end
module:hook("muc-room-destroyed", function (event)
	if hidden then hidden[event.room.jid] = nil; end
end, -100);

module:hook("host-disco-items", function (event)
	if not is_admin(event.stanza.attr.from, module.host) then return; end
	if not hidden then look_for_hidden(); end
	for jid, name in pairs(hidden) do
		event.reply:tag("item", { jid = jid, name = name ~= "" and name or nil }):up();
	end
end, -1);

module:hook("muc-disco#info", function (event)
	if not is_admin(event.stanza.attr.from, module.host) then return; end
	local _, subject = event.room:get_subject();
	table.insert(event.form, { name = "muc#roominfo_subject", type = "text-single" });
	event.formdata["muc#roominfo_subject"] = subject or "";
end);
