namespace SpiceTrial.Lab;

/// <summary>Counts and checks the messages of the display channel.</summary>
sealed class DisplayLedger
{
    const byte Mjpeg = 1;

    readonly Dictionary<uint, (int Width, int Height)> surfaces = [];
    readonly Dictionary<uint, Stream> alive = [];
    readonly Dictionary<(int Top, int Left, int Width, int Height, string Codec), ReceivedRegion> places = [];
    int draws, damaged;
    string? fault;

    /// <summary>Takes one message.</summary>
    /// <exception cref="ClientException">It contradicts those before it.</exception>
    public void Take(ushort type, ReadOnlySpan<byte> body)
    {
        var fields = new MessageReader(body);
        switch (type)
        {
            case FromServer.SurfaceCreate:
                surfaces[fields.UInt32()] = ((int)fields.UInt32(), (int)fields.UInt32());
                break;
            case FromServer.SurfaceDestroy:
                surfaces.Remove(fields.UInt32());
                break;
            case FromServer.StreamCreate:
                Create(ref fields);
                break;
            case FromServer.StreamData:
                Data(ref fields);
                break;
            case FromServer.StreamDestroy:
                Destroy(fields.UInt32());
                break;
            case FromServer.StreamDestroyAll:
                alive.Keys.ToList().ForEach(Destroy);
                break;
            case FromServer.StreamDataSized:
                throw new ClientException("the server sends sized frames, which the client has not announced");
            case >= FromServer.FirstDraw and <= FromServer.LastDraw:
                Draw(ref fields);
                break;
        }
    }

    public ReceivedFigures Figures(long bytes, string? trouble) => new([.. places.OrderBy(x => x.Key).Select(x => x.Value)])
    {
        StreamsCreated = places.Values.Sum(x => x.Creates),
        StreamsDestroyed = places.Values.Sum(x => x.Destroys),
        Frames = places.Values.Sum(x => x.Frames),
        FrameBytes = places.Values.Sum(x => x.Bytes),
        DamagedFrames = damaged,
        Draws = draws,
        Bytes = bytes,
        Trouble = trouble ?? fault,
    };

    void Create(ref MessageReader fields)
    {
        var (surface, id, _, codec) = (fields.UInt32(), fields.UInt32(), fields.Byte(), fields.Byte());
        _ = fields.UInt64();
        var (width, height, _, _, dest) =
            ((int)fields.UInt32(), (int)fields.UInt32(), fields.UInt32(), fields.UInt32(), fields.Rectangle());
        Inside(surface, dest);
        if (id >= SpiceProtocol.MaxStreams)
            throw new ClientException($"stream {id} is created, and ids end at {SpiceProtocol.MaxStreams - 1}");
        var place = (dest.Top, dest.Left, width, height, SpiceProtocol.Codec(codec));
        if (!alive.TryAdd(id, new(codec, place)))
            throw new ClientException($"stream {id} is created, and it is still there");
        places.TryAdd(place, new(width, height, dest.Left, dest.Top, SpiceProtocol.Codec(codec), 0, 0, 0, 0));
        Count(place, x => x with { Creates = x.Creates + 1 });
    }

    void Data(ref MessageReader fields)
    {
        var (id, _, length) = (fields.UInt32(), fields.UInt32(), fields.UInt32());
        if (!alive.TryGetValue(id, out var stream))
            throw new ClientException($"data for stream {id}, which does not exist");
        if (length != fields.Left)
            throw new ClientException($"a frame of stream {id} claims {length} bytes, and {fields.Left} follow");
        Count(stream.Place, x => x with { Frames = x.Frames + 1, Bytes = x.Bytes + length });
        if (stream.Codec == Mjpeg && JpegHeader.Fault(fields.Take((int)length), stream.Place.Width, stream.Place.Height) is { } wrong)
        {
            damaged++;
            fault ??= $"frame {places[stream.Place].Frames} of stream {id}: {wrong}";
        }
    }

    void Destroy(uint id)
    {
        if (!alive.Remove(id, out var stream))
            throw new ClientException($"stream {id} is destroyed, and does not exist");
        Count(stream.Place, x => x with { Destroys = x.Destroys + 1 });
    }

    void Draw(ref MessageReader fields)
    {
        Inside(fields.UInt32(), fields.Rectangle());
        draws++;
    }

    void Inside(uint surface, (int Top, int Left, int Bottom, int Right) box)
    {
        if (!surfaces.TryGetValue(surface, out var size))
            throw new ClientException($"surface {surface} is drawn on, and does not exist");
        if (box.Left < 0 || box.Top < 0 || box.Right > size.Width || box.Bottom > size.Height || box.Left >= box.Right
            || box.Top >= box.Bottom)
            throw new ClientException(
                $"({box.Left}, {box.Top}) to ({box.Right}, {box.Bottom}) is no part of a surface of {size.Width}x{size.Height}");
    }

    void Count((int Top, int Left, int Width, int Height, string Codec) place, Func<ReceivedRegion, ReceivedRegion> more) =>
        places[place] = more(places[place]);

    sealed record Stream(byte Codec, (int Top, int Left, int Width, int Height, string Codec) Place);
}
