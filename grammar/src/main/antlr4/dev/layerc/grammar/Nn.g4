/** Layers, optimizers and networks, written as equations. */
grammar Nn;

file   : decl* EOF ;
decl   : 'use' STRING | 'const' ID '=' expr | 'fn' ID '(' ID (',' ID)* ')' '=' expr
       | 'layer' ID hyper? ':' tensor (',' tensor)* '->' tensor (',' tensor)* block
       | 'optimizer' ID hyper? ':' ID (',' ID)* block | 'net' ID (':' dtype)? block ;
hyper  : '(' ID ('=' expr)? (',' ID ('=' expr)?)* ')' ;   block : '{' stmt* '}' ;
tensor : dtype? ID shape? ;   dtype : 'float' | 'double' | 'int' '<' (ID|NUM) '>' ;
shape  : '[' axis (',' axis)* ']' ;   axis : '...' | expr ;
stmt   : ('input'|'target') tensor (',' tensor)* | 'const' ID '=' expr
       | ('param'|'state') tensor '=' expr | 'shared' ID '=' call | 'next' ID shape? '=' expr
       | ID shape? '=' value | 'output' ID ('=' value)? | ('loss'|'metric') value
       | 'train' call (',' ID '=' expr)* ;
value  : primary ('->' stage)+ | expr ;   stage : (NUM '*')? (call | ID) ;
call   : (ID|'max'|'min') '(' (arg (',' arg)*)? ')' ;   arg : (ID '=')? value ;
expr   : <assoc=right> expr '^' expr | ('-'|'!') expr | expr ('*'|'/'|'%') expr
       | reducer '[' binder (',' binder)* ('where' expr)? ']' expr           // between * and +
       | expr ('+'|'-') expr | expr ('<'|'<='|'>'|'>='|'=='|'!=') expr
       | expr ('&&'|'||') expr | <assoc=right> expr '?' expr ':' expr | primary ;
reducer: 'sum'|'mean'|'prod'|'max'|'min'|'lse'|'argmax' ;   binder : '...' | ID ('<' expr)? ;
primary: NUM | 'inf' | 'training' | call | '(' value ')'
       | ID ('[' axis (',' axis)* ('else' '-'? (NUM|'inf'))? ']')? ;
NUM : [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;   STRING : '"' ~["\r\n]* '"' ;
ID  : [\p{L}_] [\p{L}\p{Nd}_]* ;   WS : [ \t\r\n;]+ -> skip ;
COMMENT : ('//' ~[\r\n]* | '/*' .*? '*/') -> channel(HIDDEN) ;
