namespace SdkNode.Testbed.Federation;

/// <summary>What is wrong with the testbed's address book.</summary>
public enum BookFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It breaks every connection.</summary>
    Down,

    /// <summary>It takes questions and never answers.</summary>
    Mute,

    /// <summary>It answers 500.</summary>
    InternalError,

    /// <summary>It answers 403.</summary>
    Forbidden,

    /// <summary>It answers 302 to another host.</summary>
    HttpRedirect,

    /// <summary>It breaks off in the middle of an answer.</summary>
    BrokenOff,

    /// <summary>Each page's next link leads to the first page.</summary>
    LoopingNext,

    /// <summary>Each page's next link leads to another host.</summary>
    ForeignNext,

    /// <summary>Each page has a next link to a new page, without end.</summary>
    EndlessNext,

    /// <summary>Its answer is a web page.</summary>
    NotJson,

    /// <summary>Its answer is JSON without a list of entries.</summary>
    NotJsonApi,

    /// <summary>Its answer is larger than any client should take.</summary>
    Oversized,

    /// <summary>It answers rightly, with no entries.</summary>
    Empty,
}
