/* pacte */ "use strict";
