-- Runs in mpv in the guest: plays and pauses as the scenario says, and tells of each play what guest-load.c tells.
local seconds, play, pause = tonumber(os.getenv("SECONDS_OF_RUN")), tonumber(os.getenv("PLAY")), tonumber(os.getenv("PAUSE"))
local visible = 0.2
local clock = io.popen("date +%s.%N")
local epoch = tonumber(clock:read("*l")) - mp.get_time()
clock:close()
local begun, number, frames, last, longest, gaps, start

local function say(event, more)
    io.stdout:write(string.format('{"event": "%s", "time": %.3f%s}\n', event, mp.get_time() + epoch, more or ""))
    io.stdout:flush()
end

local function finish()
    mp.set_property_bool("pause", true)
    say("played", string.format(', "play": %d, "seconds": %.3f, "frames": %d, "longestGap": %.3f, "gaps": [%s]',
        number, mp.get_time() - begun, frames, longest, table.concat(gaps, ", ")))
    begun = nil
    if mp.get_time() + pause + play > start + seconds + 0.5 then
        say("over")
        mp.add_timeout(1, function() mp.command("quit") end)
    else
        mp.add_timeout(pause, play_once)
    end
end

function play_once()
    number, frames, longest, gaps, begun, last = (number or 0) + 1, 0, 0, {}, mp.get_time(), nil
    start = start or begun
    say("play", string.format(', "play": %d', number))
    mp.set_property_bool("pause", false)
    mp.add_timeout(play, finish)
end

mp.observe_property("time-pos", "number", function(_, position)
    if not begun or not position then return end
    local now = mp.get_time()
    if last then
        longest = math.max(longest, now - last)
        if now - last > visible and #gaps < 64 then
            gaps[#gaps + 1] = string.format("[%.3f, %.3f]", now + epoch, now - last)
        end
    end
    last, frames = now, frames + 1
end)

mp.register_event("file-loaded", function()
    if number then return end
    number = 0
    say("ready")
    play_once()
end)
